package tollgate.probe.memory;

import java.io.File;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * What a benchmark keeps in memory, as a JMH profiler for any JMH jar:
 *
 * <pre>{@code
 * java -jar benchmarks.jar -prof tollgate.probe.memory.MemoryProfiler
 * java -cp probe.jar:any-jmh.jar org.openjdk.jmh.Main -prof tollgate.probe.memory.MemoryProfiler
 * }</pre>
 *
 * <p>It adds {@code memory.heap.*} and {@code memory.rss.*} in bytes, see {@link MemoryFork}, once
 * per fork. It does nothing inside an iteration, but collects garbage before the first iteration
 * and before the first measured one, and runs the workers in a pool of its own: a fork that has it
 * should not be scored. One ledger or one memory profiler at a time: both need the workers' pool.
 */
public final class MemoryProfiler implements ExternalProfiler, InternalProfiler {
  private static final String EXECUTOR_PROPERTY = "-Djmh.executor";

  private final MemoryFork fork = new MemoryFork();

  /** What JMH needs to make one by name. */
  public MemoryProfiler() {}

  @Override
  public String getDescription() {
    return "Heap retained and memory in RAM, before, after and at its peak";
  }

  // ---- in the parent ----

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    return params.getJvmArgs().stream().anyMatch(arg -> arg.startsWith(EXECUTOR_PROPERTY))
        ? List.of()
        : List.of(
            EXECUTOR_PROPERTY + "=CUSTOM",
            EXECUTOR_PROPERTY + ".class=" + MemoryExecutor.class.getName());
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {
    // Nothing to prepare.
  }

  @Override
  public Collection<? extends Result> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
    spread(List.copyOf(result.getIterationResults()));
    return List.of();
  }

  /**
   * Gives all iterations of a fork the metrics of its last. JMH takes what is missing in one for
   * zero, and prints the mean.
   */
  static void spread(List<IterationResult> iterations) {
    if (iterations.isEmpty()) {
      return;
    }
    iterations
        .get(iterations.size() - 1)
        .getSecondaryResults()
        .forEach(
            (name, metric) -> {
              if (name.startsWith(MemoryFork.PREFIX)) {
                iterations
                    .subList(0, iterations.size() - 1)
                    .forEach(
                        earlier ->
                            earlier.addResult(
                                MemoryFork.metric(name, metric.getScore(), metric.getScoreUnit())));
              }
            });
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return true;
  }

  // ---- in the fork ----

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    fork.beforeIteration(iteration);
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return fork.afterIteration(benchmark, iteration, result);
  }
}

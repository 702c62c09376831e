package tollgate.probe.warmup;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;

/**
 * Gives the JIT compilers the machine to themselves after every warm-up iteration, until they have
 * nothing left to do:
 *
 * <pre>
 * -prof tollgate.probe.warmup.CompilationProfiler              at most 3 s after an iteration
 * -prof tollgate.probe.warmup.CompilationProfiler:limit=500    at most 500 ms
 * </pre>
 *
 * <p>With 50 threads on two processors a compiler thread has a small part of the machine, and code
 * that needs two seconds of compiling becomes fast after many more: forks then differ by how far
 * their compilers came, which is noise to a gate. JMH's workers rest between iterations, and that
 * is when this profiler waits. It changes neither the workers nor the length of an iteration, costs
 * nothing while anything is measured, and adds no metric.
 */
public final class CompilationProfiler implements InternalProfiler {
  private static final long LIMIT_MILLIS = 3000;

  private final Settling settling;
  private final long limitMillis;

  /** With the default limit. */
  public CompilationProfiler() throws ProfilerException {
    this("");
  }

  /**
   * Called by JMH with what follows the colon of {@code -prof}.
   *
   * @param options nothing or {@code limit=MILLISECONDS}, the longest wait after one iteration
   * @throws ProfilerException on anything else
   */
  public CompilationProfiler(String options) throws ProfilerException {
    limitMillis = limit(options);
    settling =
        new Settling(
            new CompilerThreads()::workNanos,
            new SystemClock(),
            TimeUnit.MILLISECONDS.toNanos(limitMillis));
  }

  private static long limit(String options) throws ProfilerException {
    if (options.isBlank()) {
      return LIMIT_MILLIS;
    }
    if (options.matches("limit=[0-9]{1,6}")) {
      return Long.parseLong(options.substring("limit=".length()));
    }
    throw new ProfilerException(
        "compilation profiler: unknown option '" + options + "'; it knows limit=MILLISECONDS");
  }

  @Override
  public void beforeIteration(BenchmarkParams params, IterationParams iteration) {
    // Only the time after an iteration is free.
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams params, IterationParams iteration, IterationResult result) {
    if (iteration.getType() == IterationType.WARMUP && !settling.await()) {
      System.out.print("<still compiling after " + limitMillis + " ms> ");
    }
    return List.of();
  }

  @Override
  public String getDescription() {
    return "Tollgate: lets the JIT compilers finish after every warm-up iteration";
  }

  private static final class SystemClock implements Settling.Clock {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void sleep(long nanos) {
      LockSupport.parkNanos(nanos);
    }
  }
}

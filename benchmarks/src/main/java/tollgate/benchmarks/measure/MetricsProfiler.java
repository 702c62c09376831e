package tollgate.benchmarks.measure;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * Reports what the benchmarks record in {@link Metrics} as JMH secondary metrics: percentiles of
 * each iteration in {@code us/op}, averaged over iterations, and counts in {@code #}, summed.
 *
 * <p>It costs nothing while an iteration runs. Benchmarks without recorders report nothing.
 */
public final class MetricsProfiler implements InternalProfiler {
  private static @Nullable BenchmarkParams trial;

  /** What JMH needs to make one by name. */
  public MetricsProfiler() {}

  @Override
  public String getDescription() {
    return "Tollgate's latency percentiles, waits and counts";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    startTrial(benchmark);
    Metrics.current().reset();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    return List.copyOf(Metrics.current().results());
  }

  /**
   * Drops the recorders of the trial before, when one JVM runs several ({@code -f 0}). It cannot be
   * done at tear-down, which comes before the last iteration is reported. JMH passes the same
   * parameter object throughout one trial and another one to the next.
   */
  private static synchronized void startTrial(BenchmarkParams benchmark) {
    if (trial != benchmark) {
      trial = benchmark;
      Metrics.current().clear();
    }
  }
}

package tollgate.benchmarks.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import tollgate.benchmarks.measure.MetricsProfiler;
import tollgate.benchmarks.query.Trials;

/** What the pool's benchmarks report is what happened, also where waits outlast an iteration. */
class PoolMetricsIT {
  private static final double MILLI = TimeUnit.MILLISECONDS.toMicros(1);

  @Test
  void contention_whoseBorrowsOutlastTheIteration_tellsOfThem() throws Exception {
    RunResult run =
        run(
            Trials.of(
                    PoolContention.class,
                    1,
                    400,
                    "poolSize=1",
                    "holdMicros=900000",
                    "timeoutMillis=2000")
                .threads(2));
    assertThat(metric(run, "latency.samples")).isPositive();
    assertThat(metric(run, "latency.max")).isGreaterThanOrEqualTo(899 * MILLI);
  }

  @Test
  void contention_whoseBorrowersGiveUp_countsThem() throws Exception {
    RunResult run =
        run(
            Trials.of(
                PoolContention.class,
                1,
                1_000,
                "poolSize=1",
                "holdMicros=200000",
                "timeoutMillis=250"));
    assertThat(metric(run, "pool.timeouts"))
        .isPositive()
        .isLessThanOrEqualTo(metric(run, "pool.wait.samples"));
    assertThat(metric(run, "pool.wait.max")).isGreaterThanOrEqualTo(249 * MILLI);
  }

  @Test
  void exhaustion_byTheBenchmarksThreadsAlone_hasSomethingToRecoverFrom() throws Exception {
    RunResult run =
        run(Trials.of(PoolExhaustion.class, 1, 300, "demand=20", "poolSize=2").threads(20));
    // Some sixteen still wait, and are served two at a time for 15 ms each.
    assertThat(metric(run, "recovery.max")).isGreaterThan(60 * MILLI);
    assertThat(metric(run, "recovery.samples")).isEqualTo(1);
  }

  private static RunResult run(ChainedOptionsBuilder trial) throws RunnerException {
    return Trials.run(trial.addProfiler(MetricsProfiler.class)).iterator().next();
  }

  private static double metric(RunResult run, String name) {
    return Objects.requireNonNull(run.getSecondaryResults().get(name), name).getScore();
  }
}

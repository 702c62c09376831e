package tollgate.probe.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** In real forks, on a lock whose share is known. */
class LockProfilerTest {

  @BeforeAll
  static void allowOtherJmhOnThisMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void profiler_observedLock_tellsItsShare() throws RunnerException {
    Map<String, Result> metrics = run("turn", 1, "");
    assertThat(score(metrics, "lock.known.held")).isCloseTo(heldShare(metrics), within(0.15));
    assertThat(score(metrics, "lock.known.wait")).isZero();
    assertThat(metrics).doesNotContainKey("lock.failed.nothingObserved");
  }

  @Test
  void profiler_threeThreads_keepTheLockBusyAndWaitForIt() throws RunnerException {
    Map<String, Result> metrics = run("turn", 3, "");
    // Each wants it for 6 of 10 ms: 1.8 times what there is.
    assertThat(score(metrics, "lock.known.held")).isGreaterThan(0.8);
    assertThat(score(metrics, "lock.known.wait")).isGreaterThan(0.5);
    assertThat(score(metrics, "lock.known.waitingThreads")).isBetween(0.5, 2.);
  }

  @Test
  void profiler_lockByItsClass_tellsItsShare() throws RunnerException {
    Map<String, Result> metrics = run("turn", 1, "class=ReentrantLock;interval=5");
    assertThat(score(metrics, "lock.matching.held")).isCloseTo(heldShare(metrics), within(0.2));
  }

  @Test
  void profiler_nothingToLookAt_saysWhy() throws RunnerException {
    assertThat(run("Without.turn", 1, "")).containsKey("lock.failed.nothingObserved");
    assertThat(run("turn", 1, "class=NoSuchLock")).containsKey("lock.failed.nothingMatched");
  }

  private static double heldShare(Map<String, Result> metrics) {
    double held = score(metrics, "heldMicros");
    return held / (held + score(metrics, "freeMicros"));
  }

  private static double score(Map<String, Result> metrics, String name) {
    Result result = metrics.get(name);
    assertThat(result).as(name).isNotNull();
    return result == null ? Double.NaN : result.getScore();
  }

  private static Map<String, Result> run(String benchmark, int threads, String options)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(KnownLock.class.getName() + "\\." + benchmark + "$")
                .threads(threads)
                .forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(200))
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(800))
                .addProfiler(LockProfiler.class, options)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .runSingle()
        .getSecondaryResults();
  }
}

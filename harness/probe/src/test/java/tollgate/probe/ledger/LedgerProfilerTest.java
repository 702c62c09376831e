package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs workloads of known ledger in real forks. Bounds are wide enough for a machine that is busy
 * with something else; {@code scripts/ledger-check} prints the exact figures.
 */
class LedgerProfilerTest {

  @BeforeAll
  static void allowOtherJmhOnThisMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @ParameterizedTest
  @CsvSource({"sleep,8,sleep", "pool,16,poolWait", "lock,8,lockPark", "monitor,8,monitor"})
  void ledger_knownWait_isNamedFirstAndSumsToWall(String workload, int threads, String cause)
      throws RunnerException {
    Map<String, Result> metrics = run(workload, threads);
    assertSums(metrics);
    assertThat(largestWait(metrics)).isEqualTo("time." + cause);
    double wall = score(metrics, "time.wall");
    assertThat(score(metrics, "time.unexplained") / wall).isLessThan(0.02);
    assertThat(score(metrics, "ledger.workers")).isEqualTo(1);
    // The recorded waits and the clocks of the scheduler must tell the same story.
    assertThat(score(metrics, "time." + cause + ".low"))
        .isLessThanOrEqualTo(score(metrics, "time." + cause));
    assertThat(score(metrics, "time." + cause + ".high"))
        .isGreaterThanOrEqualTo(score(metrics, "time." + cause));
  }

  @Test
  void ledger_poolHeldForAFixedTime_waitsAsLittlesLawSays() throws RunnerException {
    Map<String, Result> metrics = run("pool", 20);
    // 20 threads, 5 connections: each waits three quarters of its time, wake-up included.
    double share = score(metrics, "time.poolWait.high") / score(metrics, "time.wall");
    assertThat(share).isCloseTo(0.75, within(0.08));
  }

  @Test
  void ledger_oneMonitorOfEight_carriesMostOfTheLoss() throws RunnerException {
    Map<String, Result> metrics = run("monitor", 8);
    double trueLoss = 7 / 8.;
    assertThat(score(metrics, "time.monitor.high") / score(metrics, "time.wall") / trueLoss)
        .isBetween(0.7, 1.1);
  }

  @Test
  void ledger_pureCpuOversubscribed_isProcessorTimeAndRunQueue() throws RunnerException {
    int threads = 8 * Runtime.getRuntime().availableProcessors();
    Map<String, Result> metrics = run("cpu", threads);
    assertSums(metrics);
    double wall = score(metrics, "time.wall");
    assertThat((score(metrics, "time.cpu") + score(metrics, "time.runQueue")) / wall)
        .isGreaterThan(0.8);
    assertThat(score(metrics, "time.runQueue")).isGreaterThan(score(metrics, "time.cpu"));
    assertThat(metrics).containsKey("ledger.limited.cpuSaturated");
  }

  @Test
  void ledger_slowPeer_isAnotherSocket() throws RunnerException {
    Map<String, Result> metrics = run("socket", 4);
    assertSums(metrics);
    assertThat(largestWait(metrics)).isEqualTo("time.otherSocket");
  }

  @Test
  void ledger_executorOfTheUser_isRefusedByName() throws RunnerException {
    Map<String, Result> metrics =
        run(options("sleep", 2).jvmArgsAppend("-Djmh.executor=FJP")).getSecondaryResults();
    assertThat(metrics).containsKey("ledger.failed.otherExecutor").doesNotContainKey("time.wall");
  }

  @Test
  void options_unknown_areRefused() {
    assertThatThrownBy(() -> new LedgerProfiler("folder=x")).hasMessageContaining("dir=FOLDER");
  }

  @Test
  void ledger_lockHeldForComputing_isWaitedForAndHardlyComputed() throws RunnerException {
    Map<String, Result> metrics = run("busyLock", 8);
    assertSums(metrics);
    assertThat(largestWait(metrics)).isEqualTo("time.lockPark");
    // One of eight computes; the others can do no more than spin a little.
    assertThat(share(metrics, "cpu")).isBetween(0.001, 0.5);
    assertThat(share(metrics, "lockPark.high")).isGreaterThan(0.3);
  }

  @Test
  void ledger_handOff_isProcessorRunQueueAndTheOtherThread() throws RunnerException {
    Map<String, Result> metrics = run("handOff", 8);
    assertSums(metrics);
    assertThat(largestWait(metrics)).isEqualTo("time.conditionPark");
    assertThat(share(metrics, "cpu") + share(metrics, "runQueue") + share(metrics, "conditionPark"))
        .isGreaterThan(0.85);
  }

  @Test
  void ledger_allocation_isCountedInBytes() throws RunnerException {
    Map<String, Result> metrics = run("allocation", 8);
    assertSums(metrics);
    // The array and its header; the shares of collectors and run queue are the machine's.
    assertThat(score(metrics, "ledger.allocated")).isCloseTo(64 * 1024 + 16, within(6_500.));
    assertThat(share(metrics, "cpu") + share(metrics, "runQueue")).isGreaterThan(0.3);
  }

  @Test
  void ledger_yieldingOversubscribed_isNamed() throws RunnerException {
    Map<String, Result> metrics = run("yielding", 4 * Runtime.getRuntime().availableProcessors());
    assertSums(metrics);
    // Beside others a delay can take a third of these short windows, and is booked when it ends.
    assertThat(share(metrics, "cpu") + share(metrics, "runQueue")).isGreaterThan(0.5);
    assertThat(score(metrics, "time.runQueue")).isGreaterThan(score(metrics, "time.cpu"));
    assertThat(metrics).containsKey("ledger.limited.yieldSpinning");
  }

  private static double share(Map<String, Result> metrics, String label) {
    return score(metrics, "time." + label) / score(metrics, "time.wall");
  }

  private static void assertSums(Map<String, Result> metrics) {
    // Before the clamp: a window may carry a delay that began before it, no more.
    assertThat(score(metrics, "ledger.raw")).isBetween(0., 1.4);
    double sum = score(metrics, "time.cpu") + score(metrics, "time.runQueue");
    for (Wait wait : Wait.values()) {
      sum += score(metrics, "time." + wait.label());
    }
    sum += score(metrics, "time.unexplained");
    double wall = score(metrics, "time.wall");
    assertThat(sum).isCloseTo(wall, within(0.005 * wall));
  }

  private static String largestWait(Map<String, Result> metrics) {
    return Arrays.stream(Wait.values())
        .map(wait -> "time." + wait.label())
        .max(Comparator.comparingDouble(name -> score(metrics, name)))
        .orElseThrow();
  }

  private static double score(Map<String, Result> metrics, String name) {
    Result result = metrics.get(name);
    assertThat(result).as(name).isNotNull();
    return result == null ? Double.NaN : result.getScore();
  }

  private static Map<String, Result> run(String workload, int threads) throws RunnerException {
    return run(options(workload, threads)).getSecondaryResults();
  }

  private static ChainedOptionsBuilder options(String workload, int threads) {
    return new OptionsBuilder()
        .include(KnownWorkloads.class.getName() + "\\." + workload + "$")
        .threads(threads)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(300))
        .measurementIterations(2)
        .measurementTime(TimeValue.milliseconds(700))
        .addProfiler(LedgerProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
    Collection<RunResult> results = new Runner(options.build()).run();
    assertThat(results).hasSize(1);
    return results.iterator().next();
  }
}

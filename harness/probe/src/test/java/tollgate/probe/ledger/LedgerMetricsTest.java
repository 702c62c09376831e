package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.ThroughputResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** One iteration of 50 threads that do 500 operations of 100 ms each in a second. */
class LedgerMetricsTest {

  private static final int THREADS = 50;
  private static final long SECOND = 1_000_000_000L;
  private static final IterationParams ITERATION =
      new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.seconds(1), 1);

  @Test
  void of_allWorkersRead_isNotLimited() {
    Map<String, Double> metrics = metrics(THREADS);
    assertThat(metrics).containsEntry("ledger.workers", 1.);
    assertThat(metrics.keySet()).noneMatch(name -> name.startsWith("ledger.limited."));
  }

  @Test
  void of_oneOfFiftyWorkersUncounted_saysSo() {
    Map<String, Double> metrics = metrics(THREADS - 1);
    assertThat(metrics).containsEntry("ledger.workers", 0.98).containsKey("ledger.limited.workers");
  }

  @Test
  void of_clocksBeyondTheWall_areClampedInTheRowsAndKeptInTheRaw() {
    Map<String, Double> metrics = metrics(THREADS);
    // 0.3 of the wall computes, 0.8 queues: a tenth too much.
    assertThat(metrics.get("time.cpu")).isCloseTo(30_000, within(1e-6));
    assertThat(metrics.get("time.runQueue")).isCloseTo(70_000, within(1e-6));
    assertThat(metrics.get("ledger.raw")).isCloseTo(1.1, within(1e-9));
    assertThat(metrics.get("ledger.claimed")).isCloseTo(0.2, within(1e-9));
    assertThat(metrics.get("time.wall")).isCloseTo(100_000, within(1e-6));
  }

  private static Map<String, Double> metrics(int workers) {
    Account one =
        Account.of(
            new RecordedFork.Reading(0, 0, 0, 0, 0, 0),
            new RecordedFork.Reading(SECOND, SECOND, SECOND * 3 / 10, SECOND * 8 / 10, 0, 0),
            new Intervals.Split(Map.of(Wait.SLEEP, SECOND / 5), Map.of(Wait.SLEEP, 10L)));
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      accounts.add(one);
    }
    Account all = accounts.stream().reduce(Account::plus).orElseThrow();
    IterationResult result =
        new IterationResult(params(), ITERATION, new IterationResultMetaData(500, 500));
    result.addResult(new ThroughputResult(ResultRole.PRIMARY, "it", 500, SECOND, TimeUnit.SECONDS));
    return LedgerMetrics.of(
            new LedgerCalculator.Iteration(all, workers, Optional.empty()), result, 0)
        .stream()
        .collect(Collectors.toMap(Result::getLabel, Result::getScore));
  }

  private static BenchmarkParams params() {
    return new BenchmarkParams(
        "it",
        "it_generated",
        true,
        THREADS,
        new int[] {1},
        List.of(),
        1,
        0,
        ITERATION,
        ITERATION,
        Mode.Throughput,
        new WorkloadParams(),
        TimeUnit.SECONDS,
        1,
        "java",
        List.of(),
        "17",
        "vm",
        "17",
        "1.37",
        TimeValue.minutes(1));
  }
}

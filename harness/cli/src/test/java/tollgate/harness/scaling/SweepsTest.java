package tollgate.harness.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tollgate.harness.scaling.SweepFixture.result;
import static tollgate.harness.scaling.SweepFixture.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;

class SweepsTest {

  @Test
  void in_averageTime_isTurnedIntoThroughputOfAllThreads() {
    Sweep sweep =
        SweepFixture.sweep(
            result(4, Map.of(), "ms/op", 2, 2), result(1, Map.of(), "us/op", 500, 500));
    assertThat(sweep.threads()).containsExactly(1, 4);
    assertThat(sweep.throughputs()[0]).isCloseTo(2000, within(1e-6));
    assertThat(sweep.throughputs()[1]).isCloseTo(2000, within(1e-6));
  }

  @Test
  void in_throughputUnits_areConverted() {
    Sweep sweep =
        SweepFixture.sweep(
            result(1, Map.of(), "ops/ms", 2, 2), result(2, Map.of(), "ops/s", 3000, 3000));
    assertThat(sweep.throughputs()[0]).isCloseTo(2000, within(1e-6));
  }

  @Test
  void in_onePoint_saysWhy() {
    assertThat(reason(result(8, Map.of(), "ops/s", 1, 2)))
        .contains("one thread count only (8)")
        .contains("--threads");
  }

  @Test
  void in_mixedParameters_saysThatTheyAreMixed() {
    List<Sweeps.Found> found =
        Sweeps.in(
            List.of(
                run(
                    result(1, Map.of("poolSize", "5"), "ops/s", 1),
                    result(8, Map.of("poolSize", "10"), "ops/s", 4))));
    assertThat(found).hasSize(2);
    assertThat(found.get(0).sweep().reason()).contains("other parameters");
    assertThat(found.get(1).sweep().reason()).contains("other parameters");
  }

  @Test
  void in_notANumber_namesThePoint() {
    assertThat(reason(result(1, Map.of(), "ops/s", 5), result(4, Map.of(), "ops/s", Double.NaN)))
        .contains("4 threads is NaN");
    assertThat(reason(result(1, Map.of(), "ops/s", 5), result(4, Map.of(), "ops/s", -1)))
        .contains("4 threads is -1.0");
    assertThat(reason(result(1, Map.of(), "ops/s", 5), result(4, Map.of(), "ops/s", 0)))
        .contains("4 threads is 0.0");
    assertThat(reason(result(1, Map.of(), "ops/s", 5), result(4, Map.of(), "ops/s")))
        .contains("nothing was measured");
  }

  @Test
  void in_failedLedgerFork_isNotScored() {
    SortedMap<String, Metric> failed = new TreeMap<>();
    failed = SweepFixture.with(failed, "ledger.failed.otherExecutor", 1);
    Sweep sweep =
        SweepFixture.sweep(
            result(1, Map.of(), "ops/s", 100, 100),
            result(8, Map.of(), "ops/s", 400, 400),
            SweepFixture.carrying(failed, result(8, Map.of(), "ops/s", 100)));
    assertThat(sweep.throughputs()[1]).isCloseTo(400, within(1e-9));
    assertThat(sweep.points().get(1).throughput().count()).isEqualTo(2);
    assertThat(sweep.points().get(1).ledger().reason()).contains("otherExecutor");
    assertThat(sweep.notes()).containsExactly("8 threads: no ledger: otherExecutor");
  }

  @Test
  void in_ledgerTakenAgain_notesOnlyTheOneThatIsUsed() {
    SortedMap<String, Metric> failed =
        SweepFixture.with(new TreeMap<>(), "ledger.failed.otherExecutor", 1);
    SortedMap<String, Metric> ledger = SweepFixture.ledger(Map.of(Cause.CPU, 20_000.), 2);
    List<Result> results = new ArrayList<>();
    results.add(result(1, Map.of(), "ops/s", 100, 100));
    results.add(result(8, Map.of(), "ops/s", 400, 400));
    results.add(SweepFixture.carrying(failed, result(8, Map.of(), "ops/s", 390)));
    results.add(
        SweepFixture.carrying(
            SweepFixture.with(ledger, "ledger.limited.yieldSpinning", 1),
            result(8, Map.of(), "ops/s", 100)));
    assertThat(notes(results)).containsExactly("8 threads: no ledger: otherExecutor");
    results.add(
        SweepFixture.carrying(
            SweepFixture.with(ledger, "ledger.limited.cpuSaturated", 1),
            result(8, Map.of(), "ops/s", 395)));
    assertThat(notes(results))
        .containsExactly("8 threads: every processor was busy, so waits end in the run queue");
  }

  private static List<String> notes(List<Result> results) {
    return SweepFixture.sweep(results.toArray(Result[]::new)).notes();
  }

  @Test
  void in_otherJvmArguments_isNoSweep() {
    Result platform = result(1, Map.of(), "ops/s", 5);
    Result virtual = result(4, Map.of(), "ops/s", 9);
    assertThat(
            reason(
                platform, SweepFixture.measured("1 s", List.of("-Djmh.executor=VIRTUAL"), virtual)))
        .isEqualTo("its points come from different JVM arguments: none, -Djmh.executor=VIRTUAL");
  }

  @Test
  void in_otherIterations_isNoSweep() {
    assertThat(
            reason(
                result(1, Map.of(), "ops/s", 5),
                SweepFixture.measured("300 ms", List.of(), result(4, Map.of(), "ops/s", 9))))
        .contains("different iterations: 1 × 1 s after 1 × 1 s, 1 × 300 ms after 1 × 1 s");
  }

  @Test
  void in_otherServerSettings_namesTheSetting() {
    List<Sweeps.Found> found =
        Sweeps.in(
            List.of(
                run(SweepFixture.environment(2, "1GB"), result(1, Map.of(), "ops/s", 5)),
                run(SweepFixture.environment(2, "8MB"), result(4, Map.of(), "ops/s", 9))));
    assertThat(found.get(0).sweep().reason())
        .contains("different settings of postgres, shared_buffers: 1GB, 8MB");
  }

  private static String reason(Result... results) {
    return Sweeps.in(List.of(run(results))).get(0).sweep().reason();
  }
}

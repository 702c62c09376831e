package tollgate.harness.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tollgate.harness.scaling.SweepFixture.explained;
import static tollgate.harness.scaling.SweepFixture.ledger;
import static tollgate.harness.scaling.SweepFixture.result;
import static tollgate.harness.scaling.SweepFixture.sweep;
import static tollgate.harness.scaling.SweepFixture.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;

/** What a split may be built on, and what bounds it. */
class LossAnalysisTest {

  /** A thousand steps a second by one agent, two hundred by fifty. */
  private static final Map<Cause, Double> ALONE = Map.of(Cause.CPU, 200., Cause.SLEEP, 800.);

  private static final Map<Cause, Double> TOGETHER =
      Map.of(Cause.CPU, 100., Cause.SLEEP, 800., Cause.RUN_QUEUE, 1600.);

  /** Fifty who do two thousand, each of which asks a server. */
  private static final Map<Cause, Double> ASKING =
      Map.of(Cause.CPU, 100., Cause.SLEEP, 800., Cause.DATABASE_SOCKET, 24_100.);

  @Test
  void explain_ledgerForkAtHalfTheSpeed_isLeftOutWithTheReason() {
    ScalingReport report = explained(sweep(points(10_000)));
    assertThat(report.stacks().reason()).contains("50 % of the scored speed");
    assertThat(report.unexplained()).containsKey(50);
    assertThat(report.whatIfs().reason()).contains("50 threads: the ledger's fork ran at 50 %");
    assertThat(report.shares().known()).isEmpty();
    assertThat(report.points().get(1).ledgerSpeed().orElseThrow()).isCloseTo(.5, within(1e-9));
  }

  @Test
  void explain_ledgerForkATenthSlower_isUsedWithANote() {
    ScalingReport report = explained(sweep(points(17_000)));
    assertThat(report.stacks().known()).isPresent();
    assertThat(report.notes())
        .containsExactly(
            "50 threads: the ledger's fork ran at 85 % of the scored speed, its split is theirs only"
                + " roughly");
  }

  @Test
  void explain_ledgerForkAtTheSameSpeed_isNotRemarkedOn() {
    ScalingReport report = explained(sweep(points(19_500)));
    assertThat(report.stacks().known()).isPresent();
    assertThat(report.notes()).isEmpty();
    assertThat(report.unexplained()).isEmpty();
  }

  @Test
  void explain_ledgerForkFasterThanTheScored_isLeftOutToo() {
    assertThat(explained(sweep(points(30_000))).stacks().reason()).contains("150 %");
  }

  @Test
  void explain_ledgerTakenTwice_usesTheForkCloserInSpeed() {
    List<Result> results = new ArrayList<>(List.of(points(10_000)));
    results.add(result(50, Map.of(), "ops/s", ledger(TOGETHER, 2), 19_800));
    ScalingReport report = explained(sweep(results.toArray(Result[]::new)));
    assertThat(report.stacks().known()).isPresent();
    assertThat(report.points().get(1).ledgerSpeed().orElseThrow()).isCloseTo(.99, within(1e-9));
    assertThat(report.points().get(1).forks()).isEqualTo(2);
  }

  @Test
  void explain_ceiling_takesTheLeastComputingOfAnyPoint() {
    Map<Cause, Double> less = Map.of(Cause.CPU, 80., Cause.SLEEP, 800., Cause.RUN_QUEUE, 1620.);
    LossStack stack =
        explained(sweep(points(20_000, ledger(less, 2)))).stacks().known().orElseThrow().get(0);
    // Two processors; 80 µs at fifty threads, not the 200 of the one that is woken each time.
    assertThat(stack.hardwareCeiling().known().orElseThrow()).isCloseTo(25, within(1e-9));
    assertThat(stack.beyondHardware().orElseThrow()).isCloseTo(25, within(1e-9));
    assertThat(stack.coordination().orElseThrow()).isCloseTo(5, within(1e-9));
  }

  @Test
  void explain_speedupAtTheCeiling_losesNothingToTheProcessors() {
    Map<Cause, Double> quick = Map.of(Cause.CPU, 20., Cause.SLEEP, 800.);
    Result[] results = {
      scored(1, with(ledger(ALONE, 2), Ledger.SCORE_METRIC, 1000), 1000),
      scored(50, with(ledger(quick, 2), Ledger.SCORE_METRIC, 60_000), 60_000)
    };
    LossStack stack = explained(sweep(results)).stacks().known().orElseThrow().get(0);
    assertThat(stack.speedup()).isCloseTo(60, within(1e-9));
    assertThat(stack.beyondHardware().orElseThrow()).isZero();
  }

  @Test
  void explain_idleProcessors_haveNoShare() {
    Result[] results = points(20_000, with(ledger(TOGETHER, 2), "ledger.hostBusy", .8));
    LossStack stack = explained(sweep(results)).stacks().known().orElseThrow().get(0);
    assertThat(stack.hardwareCeiling().reason()).contains("only 80 %");
    assertThat(stack.beyondHardware()).isEmpty();
    assertThat(stack.coordination()).isEmpty();
  }

  @Test
  void explain_partialWindow_isTakenFromTheMeanAndCarriesItsFigure() {
    Result[] partial = points(20_000, with(ledger(TOGETHER, 2), "ledger.window", .75));
    assertThat(explained(sweep(partial)).notes())
        .containsExactly("50 threads: clocks cover 75.0 % of the measured time");
    // One iteration was off, their mean is not.
    SortedMap<String, Metric> fine =
        with(with(ledger(TOGETHER, 2), "ledger.window", .995), "ledger.limited.window", 1);
    assertThat(explained(sweep(points(20_000, fine))).notes()).isEmpty();
  }

  @Test
  void explain_missingWorkers_areTold() {
    Result[] results = points(20_000, with(ledger(TOGETHER, 2), "ledger.workers", .65));
    assertThat(explained(sweep(results)).notes())
        .containsExactly("50 threads: 65.0 % of the workers are in the ledger");
  }

  @Test
  void explain_causeThatTakesMoreThanIsLost_gainsNoMoreThanPerfectScaling() {
    Map<Cause, Double> waiting = Map.of(Cause.CPU, 20., Cause.CONDITION_PARK, 1480.);
    Result[] results = {
      result(1, Map.of(), "ops/s", ledger(ALONE, 64), 1000, 1000),
      scored(50, with(ledger(waiting, 64), "ledger.hostBusy", .02), 50 / 1.5e-3)
    };
    WhatIf first = explained(sweep(results)).whatIfs().known().orElseThrow().get(0);
    assertThat(first.cause()).isEqualTo(Cause.CONDITION_PARK);
    assertThat(first.stop()).isEqualTo(WhatIf.Stop.PERFECT_SCALING);
    assertThat(first.gain()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void explain_serverBesideTheAgents_boundsWhatCanBeWon() {
    // 1.6 busy processors make 2,000 steps a second: 800 µs for each, of which agents compute 100.
    WhatIf first = largest(2, with(ledger(ASKING, 2), "ledger.hostBusy", .8), 2000);
    assertThat(first.cause()).isEqualTo(Cause.DATABASE_SOCKET);
    assertThat(first.stop()).isEqualTo(WhatIf.Stop.PROCESSORS);
    assertThat(first.throughput()).isCloseTo(2500, within(1e-6));
    assertThat(first.gain()).isCloseTo(1.25, within(1e-9));
  }

  @Test
  void explain_noProcessorIdle_winsNothing() {
    WhatIf first = largest(2, with(ledger(ASKING, 2), "ledger.hostBusy", 1.02), 2000);
    assertThat(first.stop()).isEqualTo(WhatIf.Stop.PROCESSORS);
    assertThat(first.gain()).isCloseTo(1, within(1e-9));
  }

  @Test
  void explain_busyProcessorsUnknown_boundsByTheAgentsOwnComputing() {
    SortedMap<String, Metric> unknown = new TreeMap<>(ledger(ASKING, 2));
    unknown.remove("ledger.hostBusy");
    WhatIf first = largest(2, unknown, 2000);
    assertThat(first.stop()).isEqualTo(WhatIf.Stop.PROCESSORS);
    assertThat(first.throughput()).isCloseTo(20_000, within(1e-6));
  }

  @Test
  void explain_lessComputing_isTakenFromTheWholeMachines() {
    Map<Cause, Double> computing = Map.of(Cause.CPU, 10_000., Cause.SLEEP, 800.);
    double x = 50 / 10.8e-3;
    WhatIf first = largest(64, with(ledger(computing, 64), "ledger.hostBusy", .9), x);
    assertThat(first.cause()).isEqualTo(Cause.CPU);
    assertThat(first.stop()).isEqualTo(WhatIf.Stop.PROCESSORS);
    // Everybody's 12,441.6 µs of a step without the 9,800 that an agent alone does not compute.
    assertThat(first.throughput()).isCloseTo(64 / 2641.6e-6, within(1e-3));
  }

  /** The largest gain at fifty agents who do {@code x} steps a second. */
  private static WhatIf largest(int cpus, SortedMap<String, Metric> ledger, double x) {
    Sweep sweep = sweep(scored(1, ledger(ALONE, cpus), 1000), scored(50, ledger, x));
    return explained(sweep).whatIfs().known().orElseThrow().get(0);
  }

  private static Result scored(int threads, SortedMap<String, Metric> ledger, double x) {
    return result(threads, Map.of(), "ops/s", ledger, x, x);
  }

  /** One agent, and fifty who do twenty times its work, whose ledger's fork did {@code speed}. */
  private static Result[] points(double speed) {
    return points(speed, ledger(TOGETHER, 2));
  }

  private static Result[] points(double speed, SortedMap<String, Metric> ledger) {
    return new Result[] {
      scored(1, with(ledger(ALONE, 2), Ledger.SCORE_METRIC, 1000), 1000),
      scored(50, with(ledger, Ledger.SCORE_METRIC, speed), 20_000)
    };
  }
}

package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.config.Objective;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Unit;

class ObjectivesTest {
  private static final Report NOTHING =
      new Report(Outcome.PASS, "headline", List.of(), Optional.empty(), List.of());

  @Test
  void check_wholeIntervalWithinTheLimit_isMet() {
    ObjectiveCheck check = only(atMost(50), metric("response.p95", "us/op", 40_000, 41_000));

    assertThat(check.state()).isEqualTo(ObjectiveCheck.State.MET);
    assertThat(check.value()).isCloseTo(40.5, within(1e-9));
    assertThat(check.unit()).isEqualTo(Unit.parse("ms/op"));
  }

  @Test
  void check_intervalAcrossTheLimit_isAtRisk() {
    // Two values 2 apart: Student's t with one degree of freedom, 12.706 * 1.
    ObjectiveCheck check = only(atMost(50), metric("response.p95", "us/op", 44_000, 46_000));

    assertThat(check.state()).isEqualTo(ObjectiveCheck.State.AT_RISK);
    assertThat(check.low()).isCloseTo(45 - 12.706, within(0.001));
    assertThat(check.high()).isCloseTo(45 + 12.706, within(0.001));
  }

  @Test
  void check_wholeIntervalBeyondTheLimit_isViolated() {
    Metric slow = metric("response.p95", "us/op", 80_000, 81_000, 80_500);
    ObjectiveCheck check = only(atMost(50), slow);

    assertThat(check.state()).isEqualTo(ObjectiveCheck.State.VIOLATED);
    Report report = Objectives.addTo(NOTHING, List.of(run(slow)), policy(atMost(50)));
    assertThat(report.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(report.headline())
        .startsWith("SLO violated: ")
        .contains("response.p95 at most 50 ms/op", "1 violated", "headline");
  }

  @Test
  void check_atLeast_isJudgedTheOtherWayRound() {
    Objective served = new Objective("B.*", "success.percent", 100, false, Optional.<Unit>empty());

    assertThat(only(served, metric("success.percent", "%", 100, 100)).state())
        .isEqualTo(ObjectiveCheck.State.MET);
    assertThat(only(served, metric("success.percent", "%", 90, 90)).state())
        .isEqualTo(ObjectiveCheck.State.VIOLATED);
  }

  @Test
  void check_oneIteration_isJudgedByItsValue() {
    assertThat(only(atMost(50), metric("response.p95", "us/op", 49_000)).state())
        .isEqualTo(ObjectiveCheck.State.MET);
    assertThat(only(atMost(50), metric("response.p95", "us/op", 51_000)).state())
        .isEqualTo(ObjectiveCheck.State.VIOLATED);
  }

  @Test
  void check_maximum_isJudgedByTheWorstIteration() {
    Objective longest =
        new Objective("B.*", "response.max", 5, true, Optional.of(Unit.parse("s/op")));

    ObjectiveCheck kept = only(longest, metric("response.max", "ms/op", 1_000, 4_900, 2_000));
    ObjectiveCheck missed = only(longest, metric("response.max", "ms/op", 1_000, 5_100, 2_000));

    assertThat(kept.state()).isEqualTo(ObjectiveCheck.State.MET);
    assertThat(missed.state()).isEqualTo(ObjectiveCheck.State.VIOLATED);
    assertThat(missed.value()).isCloseTo(5.1, within(1e-9));
    assertThat(missed.reason())
        .isEqualTo("does not keep response.max at most 5 s/op in the worst iteration");
  }

  @Test
  void check_eachIteration_oneBeyondTheLimitIsEnough() {
    Objective recovered = new Objective("B.*", "recovered", 1, false, Optional.<Unit>empty(), true);

    assertThat(only(recovered, metric("recovered", "#", 1, 1, 1)).state())
        .isEqualTo(ObjectiveCheck.State.MET);
    assertThat(only(recovered, metric("recovered", "#", 1, 0, 1)).state())
        .isEqualTo(ObjectiveCheck.State.VIOLATED);
    assertThat(only(recovered, metric("recovered", "#", 0, Double.NaN)).state())
        .isEqualTo(ObjectiveCheck.State.VIOLATED);
    assertThat(only(recovered, metric("recovered", "#", 1, Double.NaN)).state())
        .isEqualTo(ObjectiveCheck.State.AT_RISK);
    assertThat(only(recovered, metric("recovered", "#", 0.5, Double.NEGATIVE_INFINITY)).state())
        .isEqualTo(ObjectiveCheck.State.VIOLATED);
  }

  @Test
  void check_percentileOfFewSamples_isAtRiskUnlessItIsViolated() {
    Objective tail = new Objective("B.*", "response.p99", 3, true, Optional.of(Unit.parse("s/op")));
    Metric fine = metric("response.p99", "ms/op", 10, 10, 10);
    Metric slow = metric("response.p99", "ms/op", 4_000, 4_000, 4_000);

    ObjectiveCheck few = only(tail, fine, metric("response.samples", "#", 166, 166, 167));
    ObjectiveCheck enough = only(tail, fine, metric("response.samples", "#", 166, 167, 167));

    assertThat(few.state()).isEqualTo(ObjectiveCheck.State.AT_RISK);
    assertThat(few.reason())
        .isEqualTo("rests on too few samples for response.p99: 499, 500 are needed");
    assertThat(enough.state()).isEqualTo(ObjectiveCheck.State.MET);
    assertThat(only(tail, fine).state()).isEqualTo(ObjectiveCheck.State.MET);
    assertThat(only(tail, slow, metric("response.samples", "#", 1, 1, 1)).state())
        .isEqualTo(ObjectiveCheck.State.VIOLATED);
  }

  @Test
  void check_noFigure_isAtRisk() {
    ObjectiveCheck absent = only(atMost(50), metric("other", "us/op", 1));
    ObjectiveCheck nan = only(atMost(50), metric("response.p95", "us/op", Double.NaN, 1));
    ObjectiveCheck otherUnit = only(atMost(50), metric("response.p95", "ops/s", 1));

    assertThat(List.of(absent, nan, otherUnit))
        .allMatch(check -> check.state() == ObjectiveCheck.State.AT_RISK)
        .allMatch(check -> check.reason().equals("has no figure for response.p95"));
  }

  @Test
  void check_rateNotReached_isVoidAndLeavesTheGateUndecided() {
    List<Run> runs =
        List.of(
            run(
                metric("response.p95", "us/op", 1, 1),
                metric("rate.offered", "ops/s", 100, 100),
                metric("rate.achieved", "ops/s", 98, 98)));

    Report report = Objectives.addTo(NOTHING, runs, policy(atMost(50)));

    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(report.objectives().get(0).state()).isEqualTo(ObjectiveCheck.State.VOID);
    assertThat(report.objectives().get(0).reason())
        .isEqualTo("open-loop rate not reached: 98.00 of 100.0 requests per second");
  }

  @Test
  void check_noBenchmarkMatches_leavesTheReportAsItIs() {
    Objective other = new Objective("C.*", "m", 1, true, Optional.<Unit>empty());

    assertThat(Objectives.addTo(NOTHING, List.of(run()), policy(other))).isSameAs(NOTHING);
  }

  @Test
  void judge_rateNotReached_isIncomparable() {
    Run reached = run(rates(100));
    Run missed = run(rates(90));

    assertThat(verdict(reached, missed).reason()).startsWith("open-loop rate not reached: 90");
    assertThat(verdict(missed, reached).reason())
        .startsWith("in the baseline, open-loop rate not reached: 90");
    assertThat(verdict(reached, reached)).isNotInstanceOf(Verdict.Incomparable.class);
  }

  private static Verdict verdict(Run baseline, Run candidate) {
    return Judge.judge(List.of(baseline), List.of(candidate), Policy.DEFAULT)
        .comparisons()
        .get(0)
        .verdict();
  }

  private static Metric[] rates(double achieved) {
    return new Metric[] {
      metric("rate.offered", "ops/s", 100, 100),
      metric("rate.achieved", "ops/s", achieved, achieved)
    };
  }

  private static Objective atMost(double millis) {
    return new Objective(
        "B.run{x=1} ss t=2", "response.p95", millis, true, Optional.of(Unit.parse("ms/op")));
  }

  private static ObjectiveCheck only(Objective objective, Metric... metrics) {
    List<ObjectiveCheck> checks = Objectives.check(List.of(run(metrics)), policy(objective));
    assertThat(checks).hasSize(1);
    return checks.get(0);
  }

  private static Policy policy(Objective objective) {
    return new Policy(
        0.05,
        0.95,
        0.03,
        false,
        List.of(),
        List.of(),
        Policy.DEFAULT.disturbance(),
        List.of(objective));
  }

  private static Run run(Metric... metrics) {
    TreeMap<String, Metric> secondary = new TreeMap<>();
    for (Metric metric : metrics) {
      secondary.put(metric.name(), metric);
    }
    Result result =
        new Result(
            new BenchmarkKey("a.B.run", Mode.SINGLE_SHOT, 2, Map.of("x", "1")),
            RunBuilder.SETTINGS,
            metric(Metric.PRIMARY, "ms/op", 10, 10.1),
            secondary);
    return new Run("run", Optional.empty(), List.of(result), List.of());
  }

  private static Metric metric(String name, String unit, double... values) {
    return new Metric(
        name,
        Unit.parse(unit),
        Direction.LOWER_IS_BETTER,
        Samples.of(new double[][] {values}),
        List.of());
  }
}

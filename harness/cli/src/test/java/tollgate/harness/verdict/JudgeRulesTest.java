package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static tollgate.harness.verdict.Judging.judge;
import static tollgate.harness.verdict.Judging.rows;
import static tollgate.harness.verdict.Judging.suite;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Histogram;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Unit;

/** Rules of the policy for single benchmarks and metrics. */
class JudgeRulesTest {

  @Test
  void judge_benchmarkRule_replacesTheMinimumEffect() {
    Policy loose =
        new Policy(
            0.05,
            0.95,
            0.03,
            false,
            List.of(new Policy.BenchmarkRule("B.bench3 *", 0.5)),
            List.of());
    Report report = judge(suite().build(), suite().scale(3, 1 / 1.3).build(), loose);
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void judge_scoreThatIsNotToBeJudged_leavesOnlyItsGatedMetrics() {
    Policy policy =
        new Policy(
            0.05,
            0.95,
            0.03,
            false,
            List.of(new Policy.BenchmarkRule("B.bench0 *", 0.03, false)),
            List.of(new Policy.MetricRule("gc.alloc.rate.norm", true, 0.01, 8)));
    RunBuilder slower = suite().scale(0, 1 / 1.3);

    Report higher =
        judge(
            suite().secondary(0, allocation(1000, 1000.1, 1000)).build(),
            slower.secondary(0, allocation(1040, 1040.1, 1040)).build(),
            policy);
    Report lower =
        judge(
            suite().secondary(0, allocation(1040, 1040.1, 1040)).build(),
            suite().secondary(0, allocation(1000, 1000.1, 1000)).build(),
            policy);

    assertThat(higher.comparisons())
        .filteredOn(c -> c.key().toString().startsWith("B.bench0 "))
        .extracting(Comparison::metric)
        .containsExactly("gc.alloc.rate.norm");
    assertThat(higher.outcome()).isEqualTo(Outcome.PASS);
    assertThat(lower.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(judge(suite().build(), suite().scale(0, 1 / 1.3).build(), Policy.DEFAULT).outcome())
        .isEqualTo(Outcome.REGRESSION);
  }

  @Test
  void judge_gatedSecondaryMetric_isJudgedByItsRule() {
    Policy policy =
        new Policy(
            0.05,
            0.95,
            0.03,
            false,
            List.of(),
            List.of(new Policy.MetricRule("gc.alloc.rate.norm", false, 0.01, 8)));
    Report worse =
        judge(
            suite().secondary(0, allocation(1000, 1000.1, 1000)).build(),
            suite().secondary(0, allocation(1040, 1040.1, 1040)).build(),
            policy);
    assertThat(worse.comparisons().get(0).metric()).isEqualTo("gc.alloc.rate.norm");
    assertThat(worse.outcome()).isEqualTo(Outcome.REGRESSION);
    Report tiny =
        judge(
            suite().secondary(0, allocation(0.001, 0.0011, 0.001)).build(),
            suite().secondary(0, allocation(0.002, 0.0021, 0.002)).build(),
            policy);
    assertThat(tiny.outcome()).isEqualTo(Outcome.PASS);
  }

  private static Metric allocation(double... forks) {
    return new Metric(
        "gc.alloc.rate.norm",
        Unit.parse("B/op"),
        Direction.LOWER_IS_BETTER,
        Samples.of(rows(forks)),
        List.of());
  }

  @Test
  void judge_percentileRuleInSampleMode_readsTheHistogram() {
    Policy policy =
        new Policy(
            0.05,
            0.95,
            0.03,
            false,
            List.of(),
            List.of(new Policy.MetricRule("p0.99", false, 0.05, 0)));
    RunBuilder baseline = sampled(1000);
    RunBuilder candidate = sampled(3000);
    Report report = judge(baseline.build(), candidate.build(), policy);
    assertThat(report.comparisons())
        .filteredOn(c -> c.metric().equals("p0.99"))
        .singleElement()
        .satisfies(c -> assertThat(c.verdict()).isInstanceOf(Verdict.Regressed.class))
        .satisfies(c -> assertThat(c.candidate().orElseThrow().value()).isBetween(2990.0, 3010.0));
    assertThat(report.comparisons())
        .filteredOn(c -> c.metric().equals(Metric.PRIMARY))
        .singleElement()
        .satisfies(c -> assertThat(c.verdict()).isNotInstanceOf(Verdict.Regressed.class));
  }

  /** Five forks, nearly all operations at 10 µs, the slowest two in a hundred at {@code tail}. */
  private static RunBuilder sampled(double tail) {
    List<Histogram> histograms = new java.util.ArrayList<>();
    for (int f = 0; f < 5; f++) {
      histograms.add(
          Histogram.of(new double[] {10 + 0.01 * f, tail + f}, new long[] {980_000, 20_000}));
    }
    Metric primary =
        new Metric(
            Metric.PRIMARY,
            Unit.parse("us/op"),
            Direction.LOWER_IS_BETTER,
            Samples.of(new double[][] {{10}, {10.01}, {10.02}, {9.99}, {10}}),
            histograms);
    RunBuilder builder =
        new RunBuilder("sampled").add("a.B.s", Mode.SAMPLE_TIME, "us/op", rows(10, 10));
    return builder.change(0, r -> new Result(r.key(), r.settings(), primary, new TreeMap<>()));
  }
}

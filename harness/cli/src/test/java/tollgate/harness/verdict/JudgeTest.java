package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static tollgate.harness.verdict.Judging.judge;
import static tollgate.harness.verdict.Judging.named;
import static tollgate.harness.verdict.Judging.rows;
import static tollgate.harness.verdict.Judging.suite;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Mode;

/** From scores to verdicts and the outcome. */
class JudgeTest {

  @Test
  void judge_identicalRuns_pass() {
    Report report = judge(suite(), suite());
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
    assertThat(named(report, Verdict.Unchanged.class)).hasSize(20);
  }

  @ParameterizedTest
  @CsvSource({
    "ops/s, THROUGHPUT, 0.7, REGRESSION",
    "s/op, AVERAGE_TIME, 1.3, REGRESSION",
    "s/op, SAMPLE_TIME, 1.3, REGRESSION",
    "ms/op, SINGLE_SHOT, 1.3, REGRESSION",
    "ops/s, THROUGHPUT, 1.3, PASS",
    "s/op, AVERAGE_TIME, 0.7, PASS"
  })
  void judge_oneBenchmarkScaled_namesJustThatOne(
      String unit, Mode mode, double factor, Outcome outcome) {
    RunBuilder candidate = RunBuilder.suite(20, 5, 1, unit, mode).scale(7, factor);
    Report report = judge(RunBuilder.suite(20, 5, 1, unit, mode), candidate);
    assertThat(report.outcome()).isEqualTo(outcome);
    boolean worse = outcome == Outcome.REGRESSION;
    assertThat(named(report, Verdict.Regressed.class))
        .isEqualTo(worse ? List.of("a.B.bench7") : List.of());
    assertThat(named(report, Verdict.Improved.class))
        .isEqualTo(worse ? List.of() : List.of("a.B.bench7"));
  }

  @Test
  void judge_regression_comesFirstWithItsSlowdownAndInterval() {
    Report report = judge(suite(), suite().scale(3, 1 / 1.3));
    Comparison worst = report.comparisons().get(0);
    assertThat(worst.key().benchmark()).isEqualTo("a.B.bench3");
    Comparison.Change change = worst.change().orElseThrow();
    assertThat(change.slowdown()).isBetween(0.299, 0.301);
    assertThat(change.low()).isLessThan(0.3);
    assertThat(change.high()).isGreaterThan(0.3);
    assertThat(report.headline()).contains("B.bench3", "30.0 %");
  }

  @Test
  void judge_emptyRuns_undecided() {
    Report report = judge(new RunBuilder("b"), new RunBuilder("c"));
    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(report.comparisons()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity", "0", "-5", "1e300", "1e-300", "5e-324"})
  void judge_oddScores_honestVerdictEach(double odd) {
    for (double[][] scores :
        new double[][][] {{}, {{}}, {{}, {}}, {{odd}}, {{odd}, {odd}}, {{odd, 1}, {1, 1}}}) {
      RunBuilder strange = suite().add("a.B.odd", Mode.THROUGHPUT, "ops/s", scores);
      RunBuilder sound =
          suite().add("a.B.odd", Mode.THROUGHPUT, "ops/s", rows(100, 101, 99, 100, 101));
      for (Report report :
          List.of(judge(strange, sound), judge(sound, strange), judge(strange, strange))) {
        assertThat(report.comparisons()).hasSize(21);
        assertThat(report.comparisons())
            .allSatisfy(c -> assertThat(c.verdict().reason()).isNotBlank());
      }
    }
  }

  @Test
  void judge_throughputFellToZero_regressed() {
    RunBuilder baseline = suite().add("a.B.z", Mode.THROUGHPUT, "ops/s", rows(100, 101));
    RunBuilder candidate = suite().add("a.B.z", Mode.THROUGHPUT, "ops/s", rows(0, 0));
    assertThat(named(judge(baseline, candidate), Verdict.Regressed.class)).containsExactly("a.B.z");
  }

  @Test
  void judge_inconclusive_passesUnlessStrict() {
    RunBuilder baseline = suite().add("a.B.n", Mode.THROUGHPUT, "ops/s", rows(100, 130, 90));
    RunBuilder candidate = suite().add("a.B.n", Mode.THROUGHPUT, "ops/s", rows(95, 120, 99));
    Policy strict = new Policy(0.05, 0.95, 0.03, true, List.of(), List.of());
    assertThat(judge(baseline, candidate).outcome()).isEqualTo(Outcome.PASS);
    Report report = judge(baseline.build(), candidate.build(), strict);
    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(report.comparisons().get(0).verdict())
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            verdict -> assertThat(verdict.reason()).contains("would have been found", "fork"));
  }

  @Test
  void judge_missingOrIncomparable_passesUnlessStrict() {
    RunBuilder more = suite().add("a.B.n", Mode.THROUGHPUT, "ops/s", rows(100, 101, 99));
    RunBuilder other = suite().add("a.B.n", Mode.THROUGHPUT, "B/s", rows(100, 101, 99));
    Policy loose = new Policy(0.05, 0.95, 0.5, false, List.of(), List.of());
    for (RunBuilder candidate : List.of(suite(), other)) {
      Report lenient = judge(more.build(), candidate.build(), loose);
      assertThat(lenient.outcome()).isEqualTo(Outcome.PASS);
    }
    Policy looseAndStrict = loose.asStrict();
    assertThat(judge(suite().build(), suite().build(), looseAndStrict).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(judge(more.build(), suite().build(), looseAndStrict).outcome())
        .isEqualTo(Outcome.UNDECIDED);
    assertThat(judge(more.build(), other.build(), looseAndStrict).outcome())
        .isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void judge_candidateStillWarmingUp_isNoResult() {
    double[][] steady = warming(0, 5);
    double[][] warming = warming(0.4, 5);
    Report report =
        judge(
            suite().add("a.B.w", Mode.AVERAGE_TIME, "us/op", steady),
            suite().add("a.B.w", Mode.AVERAGE_TIME, "us/op", warming));
    assertThat(report.comparisons())
        .filteredOn(c -> c.key().benchmark().equals("a.B.w"))
        .singleElement()
        .satisfies(c -> assertThat(c.verdict()).isInstanceOf(Verdict.Inconclusive.class))
        .satisfies(
            c -> assertThat(c.verdict().reason()).contains("candidate was still warming up"));
  }

  /** Forks that lose {@code extra} of their time evenly over five iterations. */
  private static double[][] warming(double extra, int forks) {
    double[][] scores = new double[forks][5];
    for (int f = 0; f < forks; f++) {
      for (int i = 0; i < 5; i++) {
        scores[f][i] = (100 + 0.1 * f) * (1 + extra * (4 - i) / 4);
      }
    }
    return scores;
  }
}

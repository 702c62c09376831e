package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Run;

/** What a suite knows that a single benchmark does not. */
class JudgeSuiteTest {

  private static final int FORKS = 5;

  /** A suite on a day when everything ran at {@code level} and each benchmark a little apart. */
  static RunBuilder session(int benchmarks, long seed, double level, double apart) {
    Random random = new Random(seed);
    RunBuilder builder = new RunBuilder("session-" + seed);
    for (int i = 0; i < benchmarks; i++) {
      double own = level + apart * random.nextGaussian();
      double[][] scores = new double[FORKS][1];
      Arrays.setAll(
          scores, f -> new double[] {1000 * Math.exp(own + 0.01 * random.nextGaussian())});
      builder.add("a.B.bench" + i, Mode.AVERAGE_TIME, "us/op", scores);
    }
    return builder;
  }

  static List<Run> baseline(int sessions, int benchmarks, double apart) {
    List<Run> runs = new ArrayList<>();
    for (int s = 0; s < sessions; s++) {
      runs.add(session(benchmarks, 100 + s, 0.05 * Math.sin(s * 2.1), apart).build());
    }
    return runs;
  }

  static long count(Report report, Class<? extends Verdict> verdict) {
    return report.comparisons().stream().filter(c -> verdict.isInstance(c.verdict())).count();
  }

  @Test
  void judge_everythingSixPercentSlower_isOneFindingAndNoRegression() {
    Report report =
        Judge.judge(
            List.of(session(40, 1, 0, 0).build()),
            List.of(session(40, 2, Math.log(1.06), 0).build()),
            Policy.DEFAULT);
    assertThat(report.shift().orElseThrow().slowdown()).isBetween(0.05, 0.07);
    assertThat(count(report, Verdict.Regressed.class)).isZero();
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
    assertThat(report.headline()).startsWith("Everything moved by +");
  }

  @Test
  void judge_oneBenchmarkAgainstTheCommonMovement_isNamed() {
    RunBuilder candidate = session(40, 2, Math.log(1.06), 0).scale(5, 1.3);
    Report report =
        Judge.judge(
            List.of(session(40, 1, 0, 0).build()), List.of(candidate.build()), Policy.DEFAULT);
    assertThat(report.comparisons().get(0).key().benchmark()).isEqualTo("a.B.bench5");
    assertThat(count(report, Verdict.Regressed.class)).isEqualTo(1);
    assertThat(report.comparisons().get(0).change().orElseThrow().slowdown()).isBetween(0.25, 0.35);
  }

  @Test
  void judge_everythingTwentyPercentSlower_isUndecided() {
    Report report =
        Judge.judge(
            List.of(session(40, 1, 0, 0).build()),
            List.of(session(40, 2, Math.log(1.2), 0).build()),
            Policy.DEFAULT);
    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void judge_everythingTwiceAsSlow_regressed() {
    Report report =
        Judge.judge(
            List.of(session(40, 1, 0, 0).build()),
            List.of(session(40, 2, Math.log(2), 0).build()),
            Policy.DEFAULT);
    assertThat(report.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(count(report, Verdict.Regressed.class)).isEqualTo(40);
  }

  @Test
  void judge_halfOfTheSuiteSlower_namesThatHalf() {
    RunBuilder candidate = session(40, 2, 0, 0);
    for (int i = 0; i < 20; i++) {
      candidate.scale(i, 1.3);
    }
    Report report =
        Judge.judge(
            List.of(session(40, 1, 0, 0).build()), List.of(candidate.build()), Policy.DEFAULT);
    assertThat(count(report, Verdict.Regressed.class)).isEqualTo(20);
    assertThat(count(report, Verdict.Improved.class)).isZero();
  }

  @Test
  void judge_tooFewBenchmarks_saysThatNoCommonMovementCanBeTold() {
    Report report = Judge.judge(baseline(1, 4, 0), baseline(1, 4, 0), Policy.DEFAULT);
    assertThat(report.shift()).isEmpty();
    assertThat(report.warnings()).anyMatch(line -> line.contains("fewer than 8"));
  }

  @Test
  void judge_fiveNoisySessions_oneMoreIsNoRegression() {
    for (long seed = 0; seed < 10; seed++) {
      Report report =
          Judge.judge(
              baseline(5, 60, 0.05),
              List.of(session(60, seed, 0.03, 0.05).build()),
              Policy.DEFAULT);
      assertThat(count(report, Verdict.Regressed.class) + count(report, Verdict.Improved.class))
          .isZero();
    }
  }

  @Test
  void judge_fiveSessions_bigRegressionIsFoundAndSidesCountSessions() {
    Report report =
        Judge.judge(
            baseline(5, 60, 0.02),
            List.of(session(60, 7, 0, 0.02).scale(9, 1.5).build()),
            Policy.DEFAULT);
    Comparison worst = report.comparisons().get(0);
    assertThat(worst.verdict()).isInstanceOf(Verdict.Regressed.class);
    assertThat(worst.key().benchmark()).isEqualTo("a.B.bench9");
    assertThat(worst.baseline().orElseThrow().runs()).isEqualTo(5);
    assertThat(worst.baseline().orElseThrow().forks()).isEqualTo(25);
  }

  @Test
  void judge_twoSessionsOfTwoBenchmarks_oneThatTakesEightTimesAsLongIsNamed() {
    Report report =
        Judge.judge(
            baseline(2, 2, 0.03),
            List.of(session(2, 7, 0, 0.03).scale(1, 8.57).build()),
            Policy.DEFAULT);
    assertThat(report.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(report.comparisons().get(0).key().benchmark()).isEqualTo("a.B.bench1");
    assertThat(count(report, Verdict.Regressed.class)).isEqualTo(1);
  }

  @Test
  void judge_twoSessionsThatDifferByHalf_anotherSuchSessionIsNoRegression() {
    for (long seed = 0; seed < 20; seed++) {
      Report report =
          Judge.judge(
              baseline(2, 14, 0.4), List.of(session(14, seed, 0, 0.4).build()), Policy.DEFAULT);
      assertThat(count(report, Verdict.Regressed.class)).isZero();
    }
  }

  @Test
  void judge_oneSessionThatDiffersBenchmarkByBenchmark_isSeenAndNoRegression() {
    Report report =
        Judge.judge(
            List.of(session(60, 1, 0, 0.05).build()),
            List.of(session(60, 2, 0, 0.05).build()),
            Policy.DEFAULT);
    assertThat(count(report, Verdict.Regressed.class)).isZero();
    assertThat(report.warnings()).anyMatch(line -> line.contains("more than forks do"));
  }

  @Test
  void judge_fewSessions_saysWhatThatCosts() {
    assertThat(Judge.judge(baseline(1, 9, 0), baseline(1, 9, 0), Policy.DEFAULT).warnings())
        .anyMatch(line -> line.contains("one baseline session"));
    assertThat(Judge.judge(baseline(3, 9, 0), baseline(1, 9, 0), Policy.DEFAULT).warnings())
        .anyMatch(line -> line.contains("3 baseline sessions"));
  }
}

package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Unit;
import tollgate.harness.stats.GroupSequential;

@Tag("same-on-every-jdk")
class SequentialJudgeTest {

  private static final int[] LOOKS = {3, 4, 5, 6, 7, 8, 9, 10};
  private static final int[] FIXED = {10};
  private static final Unit UNIT = Unit.parse("us/op");

  /** The setting of the reference figures: an equivalence bound of 5 %. */
  private static final Policy POLICY = new Policy(0.05, 0.95, 0.05, false, List.of(), List.of());

  /**
   * What a suite came to.
   *
   * @param forks mean forks a side until decided
   * @param changed share called changed
   * @param unchanged share shown unchanged
   */
  private record Course(double forks, double changed, double unchanged) {}

  /** Suites of 40 benchmarks that drift together, fork log SDs as in real suites. */
  private static Course course(int[] looks, double slowdown, int suites) {
    int size = 40;
    double forks = 0;
    double changed = 0;
    double unchanged = 0;
    GroupSequential plan = GroupSequential.withLooks(looks);
    for (int s = 0; s < suites; s++) {
      Map<BenchmarkKey, SequentialJudge.Pairs> data = suite(size, slowdown, s);
      SequentialJudge judge = new SequentialJudge(POLICY, plan, looks);
      Map<BenchmarkKey, SequentialJudge.State> states = Map.of();
      for (int look = 0; look < looks.length; look++) {
        long openBefore =
            look == 0
                ? size
                : states.values().stream()
                    .filter(state -> state instanceof SequentialJudge.State.Continue)
                    .count();
        forks += openBefore * (double) (look == 0 ? looks[0] : looks[look] - looks[look - 1]);
        states = judge.look(data);
      }
      assertThat(states.values()).allMatch(SequentialJudge.State.Decided.class::isInstance);
      for (SequentialJudge.State state : states.values()) {
        Verdict verdict = state.comparison().verdict();
        changed +=
            verdict instanceof Verdict.Regressed || verdict instanceof Verdict.Improved ? 1 : 0;
        unchanged += verdict instanceof Verdict.Unchanged ? 1 : 0;
      }
    }
    double all = (double) size * suites;
    return new Course(forks / all, changed / all, unchanged / all);
  }

  private static Map<BenchmarkKey, SequentialJudge.Pairs> suite(
      int size, double slowdown, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] drift = new double[10];
    for (int i = 1; i < drift.length; i++) {
      drift[i] = drift[i - 1] + 0.03 * random.nextGaussian();
    }
    Map<BenchmarkKey, SequentialJudge.Pairs> data = new LinkedHashMap<>();
    for (int b = 0; b < size; b++) {
      double deviation = deviation(random.nextDouble());
      double[] baseline = new double[10];
      double[] candidate = new double[10];
      for (int i = 0; i < 10; i++) {
        baseline[i] = Math.exp(drift[i] + deviation * random.nextGaussian());
        candidate[i] = (1 + slowdown) * Math.exp(drift[i] + deviation * random.nextGaussian());
      }
      data.put(
          new BenchmarkKey("a.B.b" + b, Mode.AVERAGE_TIME, 1, Map.of()),
          new SequentialJudge.Pairs(UNIT, baseline, candidate));
    }
    return data;
  }

  /** Fork log standard deviations of 586 real benchmarks: 0.5, 2.4, 5.1, 9.2, 13 % at quantiles. */
  private static double deviation(double quantile) {
    double[] quantiles = {0, 0.5, 0.75, 0.9, 1};
    double[] values = {0.005, 0.024, 0.051, 0.092, 0.13};
    int j = 1;
    while (quantile > quantiles[j]) {
      j++;
    }
    double part = (quantile - quantiles[j - 1]) / (quantiles[j] - quantiles[j - 1]);
    return values[j - 1] * Math.pow(values[j] / values[j - 1], part);
  }

  @Test
  void look_identicalCode_savesAThirdOfTheForksAndRarelyErrs() {
    Course course = course(LOOKS, 0, 100);
    assertThat(course.forks()).isLessThanOrEqualTo(10 * (1 - 0.33));
    assertThat(course.changed()).isLessThan(0.002);
  }

  @Test
  void look_tenPercentSlower_savesForksAndLosesLittlePower() {
    Course course = course(LOOKS, 0.1, 60);
    Course fixed = course(FIXED, 0.1, 60);
    assertThat(course.forks()).isLessThanOrEqualTo(10 * (1 - 0.46));
    assertThat(course.changed()).isGreaterThanOrEqualTo(fixed.changed() - 0.02);
  }

  /** Exactly at the bound nothing may be called unchanged more often than the error allows. */
  @Test
  void look_slowerByTheBound_isRarelyCalledUnchanged() {
    Course course = course(LOOKS, 0.05, 60);
    assertThat(course.unchanged()).isLessThanOrEqualTo(0.03);
  }

  @Test
  void look_unusableScores_neverThrowAndEndInconclusive() {
    BenchmarkKey key = new BenchmarkKey("a.B.odd", Mode.THROUGHPUT, 1, Map.of());
    double[] odd = {Double.NaN, 0, -1, Double.POSITIVE_INFINITY};
    double[] sound = new double[4];
    Arrays.fill(sound, 5);
    SequentialJudge judge = new SequentialJudge(POLICY, 3, 4);
    Map<BenchmarkKey, SequentialJudge.Pairs> data =
        Map.of(key, new SequentialJudge.Pairs(UNIT, odd, sound));
    assertThat(judge.look(data)).containsOnlyKeys(key);
    assertThat(judge.look(data).values())
        .allSatisfy(
            state -> {
              assertThat(state).isInstanceOf(SequentialJudge.State.Decided.class);
              assertThat(state.comparison().verdict()).isInstanceOf(Verdict.Inconclusive.class);
            });
  }

  @Test
  void look_throughputFell_isARegression() {
    BenchmarkKey key = new BenchmarkKey("a.B.slow", Mode.THROUGHPUT, 1, Map.of());
    SequentialJudge judge = new SequentialJudge(POLICY, 5);
    double[] before = {100, 101, 99, 100, 100.5};
    double[] after = {70, 71, 69, 70, 70.5};
    assertThat(judge.look(Map.of(key, new SequentialJudge.Pairs(UNIT, before, after))).values())
        .allSatisfy(
            state ->
                assertThat(state.comparison().verdict()).isInstanceOf(Verdict.Regressed.class));
  }
}

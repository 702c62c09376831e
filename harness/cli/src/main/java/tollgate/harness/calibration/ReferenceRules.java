package tollgate.harness.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import tollgate.harness.stats.FalseDiscovery;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/** What other tools do, on the same data. They know one baseline session: the first. */
final class ReferenceRules {

  private static final double MINIMUM_EFFECT = Math.log1p(0.03);
  private static final int RESAMPLES = 300;

  private ReferenceRules() {}

  static List<Rule> all() {
    return List.of(
        single("Mann-Whitney .05 on pooled iterations", ReferenceRules::mannWhitney),
        single("JMH isDifferent, pooled Welch .01", ReferenceRules::isDifferent),
        single("fixed 5 % threshold", ReferenceRules::threshold),
        single("hierarchical bootstrap 95 %", ReferenceRules::bootstrap),
        single("luceneutil z on fork means", ReferenceRules::zScore),
        single("fork log-Welch .05", (b, c) -> welch(b, c).p() < 0.05),
        single("fork log-Welch .01", (b, c) -> welch(b, c).p() < 0.01),
        single("JMH 99.9 % intervals disjoint", ReferenceRules::disjoint),
        welchWithDiscoveryControl());
  }

  private static Rule single(String name, BiPredicate<double[][], double[][]> changed) {
    return rule(
        name,
        suite -> {
          boolean[] alarms = new boolean[suite.changed().length];
          for (int i = 0; i < alarms.length; i++) {
            alarms[i] = changed.test(suite.baseline()[i][0], suite.candidate()[i]);
          }
          return alarms;
        });
  }

  /** Fork log-Welch, Benjamini–Hochberg .05 over the suite, at least 3 %. */
  static Rule welchWithDiscoveryControl() {
    return rule(
        "fork log-Welch + BH .05 + 3 %",
        suite -> {
          int count = suite.changed().length;
          StudentEstimate[] estimates = new StudentEstimate[count];
          Arrays.setAll(estimates, i -> welch(suite.baseline()[i][0], suite.candidate()[i]));
          double[] q =
              FalseDiscovery.adjust(
                  Arrays.stream(estimates).mapToDouble(StudentEstimate::p).toArray());
          boolean[] alarms = new boolean[count];
          for (int i = 0; i < count; i++) {
            alarms[i] = q[i] <= 0.05 && Math.abs(estimates[i].difference()) >= MINIMUM_EFFECT;
          }
          return alarms;
        });
  }

  private interface Judgement {
    boolean[] of(SimulatedSuite suite);
  }

  private static Rule rule(String name, Judgement judgement) {
    return new Rule() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Alarms judge(SimulatedSuite suite) {
        return new Alarms(judgement.of(suite), 0, 0);
      }
    };
  }

  private static boolean mannWhitney(double[][] baseline, double[][] candidate) {
    return MannWhitneyUTest.withDefaults()
            .with(PValueMethod.ASYMPTOTIC)
            .test(pooled(baseline), pooled(candidate))
            .getPValue()
        < 0.05;
  }

  private static boolean isDifferent(double[][] baseline, double[][] candidate) {
    return StudentEstimate.welch(Moments.of(pooled(baseline)), Moments.of(pooled(candidate))).p()
        < 0.01;
  }

  private static boolean threshold(double[][] baseline, double[][] candidate) {
    double ratio = Moments.of(pooled(candidate)).mean() / Moments.of(pooled(baseline)).mean();
    return Math.abs(ratio - 1) > 0.05;
  }

  private static boolean zScore(double[][] baseline, double[][] candidate) {
    Moments first = Moments.of(means(baseline));
    Moments second = Moments.of(means(candidate));
    double error = Math.sqrt(first.variance() / first.count() + second.variance() / second.count());
    return Math.abs(second.mean() - first.mean()) > 1.96 * error;
  }

  private static boolean disjoint(double[][] baseline, double[][] candidate) {
    Moments first = Moments.of(pooled(baseline));
    Moments second = Moments.of(pooled(candidate));
    return Math.abs(second.mean() - first.mean()) > scoreError(first) + scoreError(second);
  }

  /** Half the interval JMH prints as its score error. */
  private static double scoreError(Moments pooled) {
    return TDistribution.of(pooled.df()).inverseSurvivalProbability(0.0005)
        * Math.sqrt(pooled.variance() / pooled.count());
  }

  private static boolean bootstrap(double[][] baseline, double[][] candidate) {
    // Seeded from the data, so that the answer depends on the data alone.
    SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(candidate[0][0]));
    double[] ratios = new double[RESAMPLES];
    Arrays.setAll(ratios, r -> resampledMean(candidate, random) / resampledMean(baseline, random));
    Arrays.sort(ratios);
    return ratios[(int) (0.025 * RESAMPLES)] > 1 || ratios[(int) (0.975 * RESAMPLES)] < 1;
  }

  private static double resampledMean(double[][] forks, SplittableRandom random) {
    double sum = 0;
    int count = 0;
    for (int f = 0; f < forks.length; f++) {
      double[] fork = forks[random.nextInt(forks.length)];
      for (int i = 0; i < fork.length; i++) {
        sum += fork[random.nextInt(fork.length)];
        count++;
      }
    }
    return sum / count;
  }

  private static StudentEstimate welch(double[][] baseline, double[][] candidate) {
    return StudentEstimate.welch(Moments.of(logs(baseline)), Moments.of(logs(candidate)));
  }

  private static double[] logs(double[][] forks) {
    return Arrays.stream(means(forks)).map(Math::log).toArray();
  }

  private static double[] means(double[][] forks) {
    return Stream.of(forks).mapToDouble(fork -> Moments.of(fork).mean()).toArray();
  }

  private static double[] pooled(double[][] forks) {
    return Stream.of(forks).flatMapToDouble(Arrays::stream).toArray();
  }
}

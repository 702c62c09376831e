package tollgate.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/** The parts a suite's analysis is made of, against cases that can be worked out. */
class SuiteStatisticsTest {

  /** The even prior on the logarithm of the deviation gives Student's t exactly. */
  @Test
  void noisePrior_oneBenchmark_isStudentsT() {
    double variance = 0.02 * 0.02;
    for (int df : new int[] {4, 8, 18}) {
      NoisePrior flat = NoisePrior.fit(new double[] {variance}, new double[] {0});
      double[] even = new double[flat.scales().length];
      Arrays.fill(even, 1.0);
      NoisePrior prior = NoisePrior.fit(new double[] {variance}, new double[] {df});
      ScaleMixture mixture = new ScaleMixture(0.05, prior.scales(), prior.posterior(variance, df));
      double p = 2 * TDistribution.of(df).cumulativeProbability(-0.05 / 0.02);
      // The benchmark's own variance has moved the prior a little towards itself.
      assertThat(mixture.p()).isBetween(0.75 * p, 1.02 * p);
    }
  }

  @Test
  void noisePrior_manyBenchmarksOfOneNoise_learnsIt() {
    SplittableRandom random = new SplittableRandom(1);
    int count = 500;
    double[] variances = new double[count];
    double[] df = new double[count];
    Arrays.fill(df, 4);
    for (int i = 0; i < count; i++) {
      double[] forks = new double[5];
      Arrays.setAll(forks, f -> 0.03 * random.nextGaussian());
      variances[i] = Moments.of(forks).variance();
    }
    NoisePrior prior = NoisePrior.fit(variances, df);
    double[] scales = prior.scales();
    double[] weights = prior.weights();
    double near = 0;
    for (int k = 0; k < scales.length; k++) {
      near += scales[k] > 0.02 && scales[k] < 0.045 ? weights[k] : 0;
    }
    assertThat(near).isGreaterThan(0.85);
    // A benchmark that looks ten times quieter than all others is not believed to be.
    ScaleMixture lucky = new ScaleMixture(0.03, scales, prior.posterior(0.003 * 0.003, 4));
    assertThat(lucky.p()).isGreaterThan(0.01);
  }

  /** On one degree of freedom Student's t of 40 leaves p = 1.6 %, and its interval is useless. */
  @Test
  void noisePrior_twoSessionsAlone_isSurerThanStudentsT() {
    double[] variance = {0.05 * 0.05};
    NoisePrior prior = NoisePrior.fitSessions(variance, new double[] {1}, new double[1], 0.05);
    ScaleMixture eightfold =
        new ScaleMixture(2, prior.scales(), prior.posterior(variance[0], 1, 0));
    assertThat(eightfold.p()).isLessThan(1e-3);
    assertThat(eightfold.interval(0.95).halfWidth()).isBetween(0.08, 0.25);
  }

  @Test
  void noisePrior_sessionsThatScatterFarMoreThanAssumed_areBelieved() {
    SplittableRandom random = new SplittableRandom(3);
    double[] variances = new double[14];
    Arrays.setAll(variances, i -> Math.pow(0.3 * random.nextGaussian(), 2));
    double[] df = new double[14];
    Arrays.fill(df, 1);
    NoisePrior prior = NoisePrior.fitSessions(variances, df, new double[14], 0.05);
    ScaleMixture lucky = new ScaleMixture(0.3, prior.scales(), prior.posterior(0.001, 1, 0));
    assertThat(lucky.p()).isGreaterThan(0.1);
  }

  @Test
  void noisePrior_zeroVariance_staysFinite() {
    NoisePrior prior = NoisePrior.fit(new double[] {0, 0, 0}, new double[] {4, 4, 4});
    assertThat(new ScaleMixture(1e-9, prior.scales(), prior.posterior(0, 4)).p())
        .isBetween(0.9, 1.0);
    assertThat(new ScaleMixture(0.05, prior.scales(), prior.posterior(0, 4)).p()).isLessThan(1e-3);
  }

  @Test
  void scaleMixture_oneScale_isNormal() {
    ScaleMixture normal = new ScaleMixture(1.959964, new double[] {1}, new double[] {1});
    assertThat(normal.p()).isCloseTo(0.05, within(1e-6));
    assertThat(normal.interval(0.95).low()).isCloseTo(0, within(1e-5));
    assertThat(normal.standardError()).isCloseTo(1, within(1e-6));
    assertThat(normal.detectable(0.05, 0.8)).isCloseTo(1.959964 + 0.841621, within(1e-5));
  }

  @Test
  void scaleMixture_interval_holdsItsProbability() {
    ScaleMixture mixture =
        new ScaleMixture(0, new double[] {0.01, 0.1, 1}, new double[] {0.5, 0.3, 0.2});
    double half = mixture.interval(0.95).high();
    assertThat(mixture.probabilityBeyond(half)).isCloseTo(0.05, within(1e-6));
  }

  @Test
  void suiteAlarms_threeTogether_areBelievedWhereOneAloneIsNot() {
    int count = 100;
    double[] difference = new double[count];
    double[] p = new double[count];
    double[] reachable = new double[count];
    Arrays.fill(difference, 0.05);
    Arrays.fill(p, 1);
    Arrays.fill(reachable, 1);
    p[0] = 5e-4;
    assertThat(SuiteAlarms.adjust(difference, p, p, reachable)[0]).isGreaterThan(0.05);
    p[1] = 5e-4;
    p[2] = 5e-4;
    assertThat(SuiteAlarms.adjust(difference, p, p, reachable)[0])
        .isCloseTo(100 * 5e-4 / 2 / 3, within(1e-12));
    difference[2] = -0.05;
    assertThat(SuiteAlarms.adjust(difference, p, p, reachable)[0]).isGreaterThan(0.05);
  }

  @Test
  void suiteAlarms_quietBenchmarks_areNoBurden() {
    double[] difference = {0.05, 0, 0};
    double[] p = {1e-3, 1, 1};
    double burden = SuiteAlarms.adjust(difference, p, p, new double[] {1, 1, 1})[0];
    double none = SuiteAlarms.adjust(difference, p, p, new double[] {1, 1e-9, 1e-9})[0];
    assertThat(none).isCloseTo(burden / 3, within(1e-6));
  }

  @Test
  void robustMean_fifthOfTheValuesFarOff_staysWithTheRest() {
    SplittableRandom random = new SplittableRandom(2);
    double[] values = new double[50];
    Arrays.setAll(values, i -> 0.06 + 0.01 * random.nextGaussian() + (i < 10 ? 0.3 : 0));
    double[] errors = new double[50];
    Arrays.fill(errors, 0.01);
    RobustMean mean = RobustMean.of(values, errors);
    assertThat(mean.value()).isCloseTo(0.06, within(0.005));
    assertThat(mean.agreeing()).isCloseTo(0.8, within(0.03));
    assertThat(mean.interval(0.95).contains(0.06)).isTrue();
  }

  /** 8 of 10 at 95 %: 0.4902 to 0.9433 (R: {@code prop.test(8, 10, correct = FALSE)}). */
  @Test
  void wilson_eightOfTen_agreesWithR() {
    Interval interval = Wilson.interval(8, 10, 0.95);
    assertThat(interval.low()).isCloseTo(0.4901625, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.9433178, within(1e-6));
    assertThat(Wilson.interval(0, 10, 0.95).low()).isZero();
  }

  /** With p = ½ and five forks a side: 2 · 2⁻¹⁰ for even modes; the mean over p is smaller. */
  @Test
  void twoModes_moreForks_separateLessOften() {
    assertThat(TwoModes.separation(5, 5)).isBetween(0.1 * 1e-4, 0.1 * 2 / 1024.0);
    assertThat(TwoModes.separation(3, 3)).isGreaterThan(TwoModes.separation(5, 5));
    assertThat(TwoModes.separation(3, 7)).isCloseTo(TwoModes.separation(7, 3), within(1e-15));
  }

  @Test
  void contrast_severalSessions_sessionsAreTheReplicates() {
    double[][] baseline = {{1.0, 1.2}, {2.0, 2.2}, {3.0, 3.2}};
    Contrast contrast = Contrast.of(baseline, new double[][] {{4.0, 4.2}});
    assertThat(contrast.bySession()).isTrue();
    assertThat(contrast.df()).isEqualTo(2);
    assertThat(contrast.variance()).isCloseTo(1, within(1e-12));
    assertThat(contrast.difference()).isCloseTo(2, within(1e-12));
    assertThat(contrast.share()).isCloseTo(1 / 3.0 + 1, within(1e-12));
  }

  @Test
  void contrast_sidesScatterUnlike_degreesOfFreedomAreWelchs() {
    double[] quiet = {1.000, 1.001, 0.999, 1.0005, 0.9995};
    double[] wild = {1.0, 2.0, 0.0, 1.5, 0.5};
    Contrast contrast = Contrast.of(new double[][] {quiet}, new double[][] {wild});
    assertThat(contrast.df()).isCloseTo(4, within(0.01));
  }

  /** Sessions at 1, 2 and 3 differ by a variance of 1, of which forks contribute 0.02 / 2. */
  @Test
  void contrast_besideRecordedSessions_errorIsTheirsAndOfItsOwnForks() {
    double[][] recorded = {{1.0, 1.2}, {2.0, 2.2}, {3.0, 3.2}};
    Contrast contrast =
        Contrast.besides(new double[][] {{4.0, 4.2}}, new double[][] {{6.0, 6.2}}, recorded, 1);
    assertThat(contrast.bySession()).isTrue();
    assertThat(contrast.difference()).isCloseTo(2, within(1e-12));
    assertThat(contrast.variance()).isCloseTo(1, within(1e-12));
    assertThat(contrast.df()).isEqualTo(2);
    assertThat(contrast.share()).isEqualTo(2);
    assertThat(contrast.floor()).isCloseTo(0.01, within(1e-12));
    // As many forks a session on all sides: nothing beyond what equal replicates have.
    assertThat(contrast.extra()).isCloseTo(0, within(1e-12));
  }

  @Test
  void contrast_besideRecordedSessions_moreForksOfItsOwnMakeItsErrorSmaller() {
    double[][] recorded = {{1.0, 1.2}, {2.0, 2.2}};
    double[][] many = {{1.0, 1.2, 1.0, 1.2, 1.0, 1.2, 1.0, 1.2}};
    Contrast contrast = Contrast.besides(many, many, recorded, 1);
    assertThat(contrast.extra()).isNegative();
    assertThat(2 * contrast.floor() + contrast.extra()).isPositive();
  }

  @Test
  void contrast_besideNothingRecorded_leavesSessionsToTheSuite() {
    double[][] one = {{1.0, 1.2, 1.4}};
    Contrast contrast = Contrast.besides(one, one, new double[0][], 0.1);
    assertThat(contrast.df()).isZero();
    assertThat(contrast.floor()).isZero();
    // Four degrees of freedom of its own at 0.04 and as many of the suite's usual fork.
    assertThat(contrast.extra()).isCloseTo((0.04 + 0.1) / 2 * 2 / 3, within(1e-12));
  }
}

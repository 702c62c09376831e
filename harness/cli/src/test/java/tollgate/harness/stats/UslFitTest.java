package tollgate.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("same-on-every-jdk")
class UslFitTest {

  /** Throughput of the Cisco benchmark at 1…32; Schwartz, Practical Scalability Analysis, 2015. */
  private static final double[] CISCO = {
    955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61, 8278.71,
    8646.7, 9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5, 10532.39, 10798.52, 11151.43,
    11518.63, 11806, 12089.37, 12075.41, 12177.29, 12211.41, 12158.93, 12155.27, 12118.04, 12140.4,
    12074.39
  };

  private static final double[] SEVEN = {1, 2, 4, 8, 16, 32, 50};
  private static final double[] UP_TO_16 = {1, 2, 4, 6, 8, 12, 16};
  private static final int SWEEPS = 1000;

  @Test
  void of_ciscoData_givesThePublishedParameters() {
    double[] threads = IntStream.rangeClosed(1, 32).asDoubleStream().toArray();
    UslFit fit = UslFit.of(threads, CISCO, Residual.ABSOLUTE);
    Percentage tolerance = Percentage.withPercentage(0.02);
    assertThat(fit.sigma()).isCloseTo(.02671591, tolerance);
    assertThat(fit.kappa()).isCloseTo(7.690945e-4, tolerance);
    assertThat(fit.lambda()).isCloseTo(995.6486, tolerance);
    assertThat(fit.peak().orElseThrow()).isCloseTo(35.57, within(0.05));
  }

  @Test
  void of_exactLaw_recoversItsParameters() {
    UslFit fit = UslFit.of(SEVEN, law(SEVEN, .05, .001, 0, new Random(1)));
    assertThat(fit.sigma()).isCloseTo(.05, within(1e-9));
    assertThat(fit.kappa()).isCloseTo(.001, within(1e-10));
    assertThat(fit.lambda()).isCloseTo(1000, within(1e-6));
    assertThat(fit.sigmaInterval(.95).halfWidth()).isLessThan(1e-6);
  }

  @Test
  void of_superlinearData_staysOnItsBounds() {
    double[] x = Arrays.stream(SEVEN).map(n -> 10 * Math.pow(n, 1.2)).toArray();
    UslFit fit = UslFit.of(SEVEN, x);
    assertThat(fit.sigma()).isZero();
    assertThat(fit.kappa()).isZero();
    assertThat(fit.peak()).isEmpty();
    assertThat(fit.peakInterval(.95)).isEmpty();
  }

  @Test
  void intervals_simulatedSweeps_coverAtTheirNominalRate() {
    double[][] truths = {{.05, .001}, {.0267, .00077}, {.1, .0005}, {.15, .003}};
    for (double noise : new double[] {.01, .03}) {
      Random random = new Random(42);
      int sigmaInside = 0;
      int kappaInside = 0;
      double[] errors = new double[SWEEPS];
      for (int i = 0; i < SWEEPS; i++) {
        double[] truth = truths[i % truths.length];
        UslFit fit = UslFit.of(SEVEN, law(SEVEN, truth[0], truth[1], noise, random));
        errors[i] = Math.abs(fit.sigma() - truth[0]);
        sigmaInside += fit.sigmaInterval(.95).contains(truth[0]) ? 1 : 0;
        kappaInside += fit.kappaInterval(.95).contains(truth[1]) ? 1 : 0;
      }
      Arrays.sort(errors);
      double median = errors[SWEEPS / 2];
      System.out.printf(
          "USL noise %.2f: sigma covered %.3f, kappa %.3f, median sigma error %.5f%n",
          noise, sigmaInside / 1000., kappaInside / 1000., median);
      assertThat(sigmaInside / (double) SWEEPS).isBetween(.93, .97);
      assertThat(kappaInside / (double) SWEEPS).isBetween(.93, .97);
      assertThat(noise > .01 || median <= .002).isTrue();
    }
  }

  @Test
  void intervals_truthOnABound_coverAtLeastAtTheirNominalRate() {
    double[][] truths = {{.0525, 0}, {0, .00105}, {0, 0}};
    Random random = new Random(7);
    int[] inside = new int[2];
    for (int i = 0; i < SWEEPS; i++) {
      double[] truth = truths[i % truths.length];
      UslFit fit = UslFit.of(SEVEN, law(SEVEN, truth[0], truth[1], .02, random));
      inside[0] += fit.sigmaInterval(.95).contains(truth[0]) ? 1 : 0;
      inside[1] += fit.kappaInterval(.95).contains(truth[1]) ? 1 : 0;
    }
    assertThat(inside[0]).isGreaterThan(930);
    assertThat(inside[1]).isGreaterThan(930);
  }

  @Test
  void predictionInterval_from16To50_holdsAFurtherMeasurement() {
    double[][] truths = {{.05, .001}, {.0267, .00077}, {.0525, 0}, {0, .00105}};
    for (double noise : new double[] {.01, .03}) {
      Random random = new Random(3);
      int inside = 0;
      for (int i = 0; i < SWEEPS; i++) {
        double[] truth = truths[i % truths.length];
        UslFit fit = UslFit.of(UP_TO_16, law(UP_TO_16, truth[0], truth[1], noise, random));
        double next = law(new double[] {50}, truth[0], truth[1], noise, random)[0];
        inside += fit.predictionInterval(50, .95).contains(next) ? 1 : 0;
      }
      System.out.printf("USL noise %.2f: prediction at 50 covered %.3f%n", noise, inside / 1000.);
      assertThat(inside / (double) SWEEPS).isBetween(.93, .985);
    }
  }

  @Test
  void peakInterval_clearKappa_coversThePeak() {
    Random random = new Random(5);
    double truth = Math.sqrt((1 - .05) / .001);
    int inside = 0;
    for (int i = 0; i < 300; i++) {
      UslFit fit = UslFit.of(SEVEN, law(SEVEN, .05, .001, .01, random));
      inside += fit.peakInterval(.95).orElseThrow().contains(truth) ? 1 : 0;
    }
    assertThat(inside).isBetween(270, 296);
  }

  @Test
  void peakInterval_kappaUnclear_isEmpty() {
    Random random = new Random(9);
    int claimed = 0;
    for (int i = 0; i < 400; i++) {
      UslFit fit = UslFit.of(SEVEN, law(SEVEN, .0525, 0, .02, random));
      claimed += fit.peakInterval(.95).isPresent() ? 1 : 0;
    }
    // One side of a 95 % interval: 2.5 % of 400.
    assertThat(claimed).isLessThan(20);
  }

  @Test
  void of_unusableValues_refuses() {
    assertThatThrownBy(() -> UslFit.of(new double[] {1, 2, 4}, new double[] {1, 2, 3}))
        .hasMessageContaining("fewer than 4");
    assertThatThrownBy(() -> UslFit.of(new double[] {1, 2, 4, 8}, new double[] {1, 2, 0, 3}))
        .hasMessageContaining("4.0 threads");
    assertThatThrownBy(
            () -> UslFit.of(new double[] {1, 2, 4, 8}, new double[] {1, 2, Double.NaN, 3}))
        .hasMessageContaining("NaN");
  }

  private static double[] law(
      double[] threads, double sigma, double kappa, double noise, Random random) {
    return Arrays.stream(threads)
        .map(
            n ->
                1000
                    * n
                    / (1 + sigma * (n - 1) + kappa * n * (n - 1))
                    * Math.exp(noise * random.nextGaussian()))
        .toArray();
  }
}

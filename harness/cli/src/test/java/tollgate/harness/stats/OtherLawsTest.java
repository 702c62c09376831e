package tollgate.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("same-on-every-jdk")
class OtherLawsTest {

  private static final double[] SEVEN = {1, 2, 4, 8, 16, 32, 50};

  @Test
  void amdahl_serialShare_isRecoveredAndCovered() {
    Random random = new Random(11);
    int inside = 0;
    for (int i = 0; i < 500; i++) {
      double[] x =
          Arrays.stream(SEVEN)
              .map(n -> 5 * n / (1 + .1 * (n - 1)) * Math.exp(.02 * random.nextGaussian()))
              .toArray();
      AmdahlFit fit = AmdahlFit.of(SEVEN, x);
      assertThat(fit.sigma()).isCloseTo(.1, within(.03));
      inside += fit.sigmaInterval(.95).contains(.1) ? 1 : 0;
    }
    assertThat(inside).isBetween(460, 488);
  }

  @Test
  void saturation_kinkedData_findsTheCeilingAndBeatsTheUniversalLaw() {
    double[] x = Arrays.stream(SEVEN).map(n -> 7 * Math.min(n, 14)).toArray();
    SaturationFit kink = SaturationFit.of(SEVEN, x);
    assertThat(kink.ceiling()).isCloseTo(14, within(1e-9));
    assertThat(kink.lambda()).isCloseTo(7, within(1e-9));
    assertThat(kink.rss()).isLessThan(UslFit.of(SEVEN, x).rss());
  }

  @Test
  void saturation_smoothData_losesToTheUniversalLaw() {
    double[] x =
        Arrays.stream(SEVEN).map(n -> n / (1 + .05 * (n - 1) + .001 * n * (n - 1))).toArray();
    assertThat(SaturationFit.of(SEVEN, x).rss()).isGreaterThan(UslFit.of(SEVEN, x).rss());
  }

  @Test
  void runs_oneArch_isImprobable() {
    // All 3! · 5! arrangements of +++−−−−−: 2 runs in 2 of C(8, 3) = 56 orders.
    assertThat(RunsTest.tooFewRuns(new double[] {1, 1, 1, -1, -1, -1, -1, -1}))
        .isCloseTo(2 / 56., within(1e-12));
    assertThat(RunsTest.tooFewRuns(new double[] {1, -1, 1, -1, 1})).isCloseTo(1, within(1e-12));
    assertThat(RunsTest.tooFewRuns(new double[] {1, 1, 1})).isEqualTo(1);
  }

  @Test
  void linearLeastSquares_dependentColumns_areNotSolved() {
    double[] solution =
        LinearLeastSquares.solve(
            new double[][] {{1, 2, 3}, {2, 4, 6}}, new double[] {1, 1, 1}, new double[] {1, 2, 3});
    assertThat(solution[1]).isNaN();
  }
}

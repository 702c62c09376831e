package tollgate.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class ChangePointsTest {

  @Test
  void of_constantSeriesOfAHundred_flagsAtMostOneInAHundred() {
    assertThat(flagged(4000, 100, Random::nextGaussian)).isLessThanOrEqualTo(0.01);
  }

  @Test
  void of_constantSeriesWithHeavyTails_flagsAtMostOneInAHundred() {
    double rate = flagged(4000, 100, random -> Math.tan(Math.PI * (random.nextDouble() - 0.5)));

    assertThat(rate).isLessThanOrEqualTo(0.01);
  }

  @Test
  void of_shortConstantSeries_flagsAtMostOneInAHundred() {
    assertThat(flagged(4000, ChangePoints.FEWEST, Random::nextGaussian)).isLessThanOrEqualTo(0.01);
  }

  @Test
  void of_stepOfThreeSigmas_isFoundWhereItIs() {
    Random random = new Random(5);
    int found = 0;
    for (int series = 0; series < 200; series++) {
      double[] values = random.doubles(20).toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian() + (i >= 12 ? 3 : 0);
      }
      List<ChangePoints.ChangePoint> points = ChangePoints.of(values);
      found += points.size() == 1 && Math.abs(points.get(0).index() - 12) <= 1 ? 1 : 0;
    }
    assertThat(found).isGreaterThan(170);
  }

  @Test
  void of_upAndDownAgain_findsBoth() {
    double[] values = new double[60];
    Random random = new Random(6);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian() * 0.1 + (i >= 20 && i < 40 ? 1 : 0);
    }
    assertThat(ChangePoints.of(values))
        .extracting(ChangePoints.ChangePoint::index)
        .containsExactly(20, 40);
  }

  @Test
  void of_singleOutlier_isNoStep() {
    double[] values = new Random(7).doubles(40).toArray();
    values[20] = 1e9;

    assertThat(ChangePoints.of(values)).isEmpty();
  }

  @Test
  void of_equalValues_hasNoStep() {
    double[] values = new double[50];
    Arrays.fill(values, 3.5);

    assertThat(ChangePoints.of(values)).isEmpty();
  }

  @Test
  void of_tooFewValues_isNotSearched() {
    assertThat(ChangePoints.of(new double[] {1, 1, 1, 1, 9, 9, 9, 9, 9})).isEmpty();
  }

  @Test
  void of_notFinite_isRefused() {
    assertThatThrownBy(() -> ChangePoints.of(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double flagged(int series, int length, ToDoubleFunction<Random> noise) {
    Random random = new Random(42);
    int flagged = 0;
    for (int i = 0; i < series; i++) {
      double[] values = new double[length];
      for (int j = 0; j < length; j++) {
        values[j] = noise.applyAsDouble(random);
      }
      flagged += ChangePoints.of(values).isEmpty() ? 0 : 1;
    }
    return (double) flagged / series;
  }
}

package tollgate.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentEstimateTest {

  /** Student's sleep data (Biometrika 6, 1908), as in R's {@code sleep}. */
  private static final double[] FIRST_DRUG = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

  private static final double[] SECOND_DRUG = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  /** {@code t.test(extra ~ group, data = sleep)}: df 17.776, p 0.07939, −0.2054832 to 3.3654832. */
  @Test
  void welch_sleepData_agreesWithR() {
    StudentEstimate estimate =
        StudentEstimate.welch(Moments.of(FIRST_DRUG), Moments.of(SECOND_DRUG));
    assertThat(estimate.difference()).isCloseTo(1.58, within(1e-12));
    assertThat(estimate.df()).isCloseTo(17.776473516178488, within(1e-9));
    assertThat(estimate.p()).isCloseTo(0.0793941401873583, within(1e-9));
    assertThat(estimate.interval(0.95).low()).isCloseTo(-0.20548323071171137, within(1e-8));
    assertThat(estimate.interval(0.95).high()).isCloseTo(3.3654832307117104, within(1e-8));
  }

  /** {@code t.test(…, var.equal = TRUE)}: df 18, p 0.07919. */
  @Test
  void pooled_sleepData_agreesWithR() {
    StudentEstimate estimate =
        StudentEstimate.pooled(Moments.of(FIRST_DRUG), Moments.of(SECOND_DRUG));
    assertThat(estimate.df()).isEqualTo(18);
    assertThat(estimate.p()).isCloseTo(0.07918671421593822, within(1e-9));
    assertThat(estimate.interval(0.95).high()).isCloseTo(3.3638740322875984, within(1e-8));
  }

  /** Unequal spread and size; figures from SciPy 1.17's {@code ttest_ind(equal_var=False)}. */
  @Test
  void welch_threeAgainstFour_agreesWithScipy() {
    StudentEstimate estimate =
        StudentEstimate.welch(
            Moments.of(new double[] {3.0, 4.0, 1.0, 2.1}),
            Moments.of(new double[] {490.2, 340.0, 433.9}));
    assertThat(estimate.df()).isCloseTo(2.0008523488562844, within(1e-9));
    assertThat(estimate.p()).isCloseTo(0.010751561149784488, within(1e-9));
    assertThat(estimate.interval(0.95).low()).isCloseTo(230.40135134335262, within(1e-5));
  }

  @Test
  void p_noScatterAtAll_isCertainEitherWay() {
    assertThat(new StudentEstimate(0, 0, 4).p()).isEqualTo(1);
    assertThat(new StudentEstimate(0.1, 0, 4).p()).isEqualTo(0);
  }

  /** {@code power.t.test(n = 20, sd = 1, power = 0.8)} of R needs a difference of 0.909. */
  @Test
  void detectable_twentyPerGroup_isNearTheNoncentralT() {
    double error = Math.sqrt(2.0 / 20);
    assertThat(new StudentEstimate(0, error, 38).detectable(0.05, 0.8))
        .isCloseTo(0.909, within(0.003));
  }
}

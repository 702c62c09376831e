package tollgate.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class GroupSequentialTest {

  /**
   * Five equal looks at two-sided 0.05. Expected values from an independent integration with 1501
   * points in SciPy, whose boundaries two million simulated paths crossed with probability 0.0499.
   */
  @Test
  void nominalLevels_fiveEqualLooks_agreeWithAnIndependentIntegration() {
    double[] levels = GroupSequential.withLooks(1, 2, 3, 4, 5).nominalLevels(0.05);
    double[] expected = {3.17642856, 2.61246074, 2.38598086, 2.25642119, 2.16931159};
    for (int look = 0; look < expected.length; look++) {
      assertThat(NormalDistribution.of(0, 1).inverseSurvivalProbability(levels[look] / 2))
          .as("look " + look)
          .isCloseTo(expected[look], within(0.002));
    }
  }

  @Test
  void nominalLevels_oneLook_isTheWholeError() {
    assertThat(GroupSequential.withLooks(10).nominalLevels(0.05)[0]).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void repeated_atTheBoundary_isTheOverallError() {
    GroupSequential plan = GroupSequential.withLooks(3, 4, 5, 6, 7, 8, 9, 10);
    double[] levels = plan.nominalLevels(0.05);
    for (int look = 0; look < levels.length; look++) {
      assertThat(plan.repeated(look, levels[look])).isCloseTo(0.05, within(0.002));
      assertThat(plan.repeated(look, levels[look] / 3)).isLessThan(0.05);
    }
    assertThat(plan.repeated(0, 1)).isEqualTo(1);
  }
}

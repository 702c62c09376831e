package tollgate.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {

  /** The 15 p-values of section 3.2 of Benjamini and Hochberg (1995). */
  private static final double[] THROMBOLYSIS = {
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0000
  };

  @Test
  void adjust_exampleOf1995_rejectsTheFourSmallest() {
    double[] q = FalseDiscovery.adjust(THROMBOLYSIS);
    assertThat(Arrays.stream(q).filter(value -> value <= 0.05).count()).isEqualTo(4);
    assertThat(q[3]).isCloseTo(0.0095 * 15 / 4, within(1e-12));
  }

  /** {@code p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "BH")} of R gives five times 0.05. */
  @Test
  void adjust_evenlySpaced_takesTheLeastFromAbove() {
    assertThat(FalseDiscovery.adjust(new double[] {0.05, 0.01, 0.03, 0.02, 0.04}))
        .containsExactly(new double[] {0.05, 0.05, 0.05, 0.05, 0.05}, within(1e-12));
  }

  @Test
  void adjust_nan_isNoMemberOfTheFamily() {
    double[] q = FalseDiscovery.adjust(new double[] {0.01, Double.NaN, 0.5});
    assertThat(q[0]).isCloseTo(0.02, within(1e-12));
    assertThat(q[1]).isNaN();
  }

  @Test
  void adjust_nothing_givesNothing() {
    assertThat(FalseDiscovery.adjust(new double[0])).isEmpty();
  }
}

package tollgate.harness.stats;

import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** How much data a question needs. */
public final class Planning {

  private static final int MOST = 1000;
  private static final double POWER = 0.8;

  private Planning() {}

  /**
   * Replicates (forks, or sessions) per side after which the verdict would probably (80 %) be
   * settled if the truth were what was estimated: either the interval then lies within ± {@code
   * bound}, or the change is found at level {@code alpha}. By normal quantiles and some added
   * replicates for the estimated variance (Guenther's correction, z²/4 rounded up), which is within
   * one of the noncentral t.
   *
   * @param difference the estimated difference
   * @param deviation standard deviation of one replicate
   * @param bound what counts as no change
   * @param alpha level of the two-sided test for a change
   * @param confidence of the interval
   * @return empty when more than 1000 would be needed
   */
  public static OptionalInt replicatesToSettle(
      double difference, double deviation, double bound, double alpha, double confidence) {
    double distance = Math.abs(difference);
    double quantile =
        distance >= bound ? normalQuantile(alpha / 2) : normalQuantile((1 - confidence) / 2);
    double room = distance >= bound ? distance : bound - distance;
    double ratio = (quantile + normalQuantile(1 - POWER)) * deviation / room;
    double needed = 2 * ratio * ratio + quantile * quantile / 4;
    return needed <= MOST
        ? OptionalInt.of(Math.max(2, (int) Math.ceil(needed)))
        : OptionalInt.empty();
  }

  private static double normalQuantile(double upperTail) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability(upperTail);
  }
}

package tollgate.harness.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** Confidence interval of a proportion (E. B. Wilson, J. Am. Statist. Ass. 22, 1927). */
public final class Wilson {

  private Wilson() {}

  /**
   * The score interval, which stays inside [0, 1] and is sound at 0 and at all.
   *
   * @param hits how often it happened
   * @param trials how often it could have, above 0
   * @param confidence within (0, 1)
   */
  public static Interval interval(double hits, double trials, double confidence) {
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
    double share = hits / trials;
    double scale = 1 + z * z / trials;
    double center = (share + z * z / (2 * trials)) / scale;
    double half =
        z / scale * Math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));
    return new Interval(
        hits == 0 ? 0 : Math.max(0, center - half),
        hits == trials ? 1 : Math.min(1, center + half));
  }
}

package tollgate.harness.stats;

/**
 * How much more the differences of a suite scatter than its forks explain: what one session a side
 * can still tell about how much sessions differ. It looks at the differences nearest to zero, which
 * belong to unchanged benchmarks even when half of the suite changed (in the spirit of B. Efron's
 * empirical null, J. Am. Statist. Ass. 99, 2004).
 */
final class ExcessScatter {

  /** Differences this likely or more by their own noise count as near. */
  private static final double NEAR = 0.7;

  /** Standard errors by which near differences must be too few; single changes stay below. */
  private static final double CLEAR = 3.5;

  private static final int FEWEST = 20;
  private static final int STEPS = 12;

  private ExcessScatter() {}

  /**
   * Variance that must be added to every difference; 0 when nothing is missing or too few tell.
   *
   * @param differences with a common movement already removed
   */
  static double variance(ScaleMixture[] differences) {
    int count = differences.length;
    double expected = (1 - NEAR) * count;
    double error = Math.sqrt(expected * NEAR);
    if (count < FEWEST || near(differences, 0) > expected - CLEAR * error) {
      return 0;
    }
    double low = 0;
    double high = 1;
    while (near(differences, high * high) < expected && high < 64) {
      high *= 2;
    }
    for (int step = 0; step < STEPS; step++) {
      double middle = (low + high) / 2;
      if (near(differences, middle * middle) < expected) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high * high;
  }

  private static int near(ScaleMixture[] differences, double addedVariance) {
    int near = 0;
    for (ScaleMixture difference : differences) {
      near += difference.movedTo(difference.difference(), addedVariance).p() > NEAR ? 1 : 0;
    }
    return near;
  }
}

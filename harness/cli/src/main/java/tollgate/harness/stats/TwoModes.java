package tollgate.harness.stats;

/**
 * The trap of benchmarks whose forks fall into one of two modes, as compilation decides: with few
 * forks all of one side may fall into one mode and all of the other side into the other, quiet in
 * themselves and apart. No variance shows that.
 */
public final class TwoModes {

  /** Share of benchmarks with two modes, as seen in collections of real benchmarks. */
  private static final double SHARE = 0.1;

  private static final double LEAST_RARE = 0.1;
  private static final double MOST_RARE = 0.5;
  private static final int STEPS = 16;

  private TwoModes() {}

  /**
   * Probability that an unchanged benchmark shows a different mode on each side: a tenth of
   * benchmarks has two modes, the rarer one holding 10 to 50 % of the forks.
   *
   * @param baselineForks forks of one side
   * @param candidateForks forks of the other side
   */
  public static double separation(int baselineForks, int candidateForks) {
    double sum = 0;
    for (int step = 0; step < STEPS; step++) {
      double rare = LEAST_RARE + (MOST_RARE - LEAST_RARE) * (step + 0.5) / STEPS;
      sum +=
          Math.pow(rare, baselineForks) * Math.pow(1 - rare, candidateForks)
              + Math.pow(1 - rare, baselineForks) * Math.pow(rare, candidateForks);
    }
    return SHARE * sum / STEPS;
  }
}

package tollgate.harness.model;

/** Which way a metric gets better. */
public enum Direction {
  HIGHER_IS_BETTER,
  LOWER_IS_BETTER;

  /**
   * The cost ratio candidate / baseline: above 1 is worse whatever the direction.
   *
   * @param baseline a positive value
   * @param candidate a positive value in the same unit
   */
  public double costRatio(double baseline, double candidate) {
    return this == LOWER_IS_BETTER ? candidate / baseline : baseline / candidate;
  }

  /**
   * The logarithm of a cost: it grows when things get worse, whatever the direction.
   *
   * @param score a positive value
   */
  public double logCost(double score) {
    return this == LOWER_IS_BETTER ? Math.log(score) : -Math.log(score);
  }
}

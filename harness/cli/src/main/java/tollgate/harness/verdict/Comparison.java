package tollgate.harness.verdict;

import java.util.Optional;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Unit;

/**
 * One metric of one benchmark, judged.
 *
 * @param key the benchmark
 * @param metric {@link tollgate.harness.model.Metric#PRIMARY} or the secondary metric's name
 * @param unit unit of both sides' values
 * @param baseline empty when the baseline lacks it
 * @param candidate empty when the candidate lacks it
 * @param change empty when no ratio can be formed
 * @param verdict the conclusion
 */
public record Comparison(
    BenchmarkKey key,
    String metric,
    Unit unit,
    Optional<Side> baseline,
    Optional<Side> candidate,
    Optional<Change> change,
    Verdict verdict) {

  /**
   * One side of the comparison.
   *
   * @param value geometric mean of the fork means
   * @param forks how many forks it rests on
   * @param runs how many sessions they come from
   */
  public record Side(double value, int forks, int runs) {}

  /**
   * The change as relative cost: above 0 is worse whatever the unit's direction.
   *
   * @param slowdown cost ratio − 1
   * @param low lower end of the 95 % interval of the slowdown
   * @param high upper end
   * @param p two-sided p-value of "no change"
   * @param q p adjusted for the suite's false-discovery rate
   * @param detectable smallest slowdown this data would have found with 80 % probability
   */
  public record Change(
      double slowdown, double low, double high, double p, double q, double detectable) {}
}

package tollgate.harness.verdict;

import java.util.Optional;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Unit;

/**
 * Two sides that measured the same thing, not yet judged.
 *
 * @param key the benchmark
 * @param metric name of the metric
 * @param unit unit of both sides' scores
 * @param direction which way it gets better
 * @param minimumEffect relative change worth reporting
 * @param absolute change worth reporting in the metric's own unit, 0 for any
 * @param baseline its fork scores
 * @param candidate its fork scores
 */
record Pair(
    BenchmarkKey key,
    String metric,
    Unit unit,
    Direction direction,
    double minimumEffect,
    double absolute,
    ForkScores baseline,
    ForkScores candidate) {

  /** Whether logarithms can be taken. */
  boolean hasRatio() {
    return !baseline.isEmpty()
        && !candidate.isEmpty()
        && baseline.allPositive()
        && candidate.allPositive();
  }

  Comparison judged(Optional<Comparison.Change> change, Verdict verdict) {
    return new Comparison(key, metric, unit, side(baseline), side(candidate), change, verdict);
  }

  private static Optional<Comparison.Side> side(ForkScores scores) {
    return scores.isEmpty() ? Optional.empty() : Optional.of(scores.side());
  }
}

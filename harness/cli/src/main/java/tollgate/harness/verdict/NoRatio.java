package tollgate.harness.verdict;

import tollgate.harness.model.Direction;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/** The verdict where no ratio can be formed: nothing measured, zeros, negative scores. */
final class NoRatio {

  private NoRatio() {}

  static Verdict judge(Pair pair) {
    ForkScores baseline = pair.baseline();
    ForkScores candidate = pair.candidate();
    if (baseline.isEmpty() || candidate.isEmpty()) {
      return new Verdict.Inconclusive(nothing(baseline, candidate));
    }
    if (baseline.allZero() && candidate.allZero()) {
      return new Verdict.Unchanged("zero on both sides");
    }
    boolean stopped = candidate.allZero() && baseline.allPositive() && pair.absolute() == 0;
    if (stopped && pair.direction() == Direction.HIGHER_IS_BETTER) {
      return new Verdict.Regressed(
          "fell to zero in every fork, the baseline's "
              + baseline.forks()
              + " forks all scored above");
    }
    return pair.absolute() > 0
        ? byDifference(pair)
        : new Verdict.Inconclusive("a score of zero or below: no ratio can be formed");
  }

  private static String nothing(ForkScores baseline, ForkScores candidate) {
    String side =
        !baseline.isEmpty()
            ? "the candidate"
            : candidate.isEmpty() ? "either side" : "the baseline";
    int lost = baseline.lost() + candidate.lost();
    return "no usable score on "
        + side
        + (lost > 0
            ? ": " + lost + " forks gave none (NaN, infinite or no iteration)"
            : ": no fork");
  }

  /** On the metric's own scale, against the absolute change that counts. */
  private static Verdict byDifference(Pair pair) {
    double sign = pair.direction() == Direction.LOWER_IS_BETTER ? 1 : -1;
    Moments before = Moments.of(pair.baseline().all().toArray());
    Moments after = Moments.of(pair.candidate().all().toArray());
    double worse = sign * (after.mean() - before.mean());
    String moved = "moved by " + (float) worse + " " + pair.unit();
    if (Math.abs(worse) < pair.absolute()) {
      return new Verdict.Unchanged(moved + ", less than the " + pair.absolute() + " that count");
    }
    if (before.df() + after.df() < 1) {
      return new Verdict.Inconclusive(moved + ", one fork a side cannot say how surely");
    }
    // Beyond the absolute bound at the strictest level a suite of a thousand would ask for.
    boolean sure = StudentEstimate.pooled(before, after).p() < 5e-5;
    if (!sure) {
      return new Verdict.Inconclusive(moved + ", within what the forks scatter");
    }
    return worse > 0 ? new Verdict.Regressed(moved) : new Verdict.Improved(moved);
  }
}

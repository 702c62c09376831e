package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Run;
import tollgate.harness.stats.Estimate;
import tollgate.harness.stats.FalseDiscovery;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/** Judges a candidate against a baseline: the one place where verdicts are made. */
public final class Judge {

  private Judge() {}

  /**
   * Compares every benchmark both sides measured.
   *
   * @param baseline accepted sessions; several tell how much sessions differ
   * @param candidate what is to be judged, usually one session
   * @param policy what counts
   * @return a verdict for each benchmark and gated metric, worst first, and the conclusion; bad
   *     scores make honest verdicts, never an exception
   */
  public static Report judge(List<Run> baseline, List<Run> candidate, Policy policy) {
    Pairing.Joined joined = Pairing.join(baseline, candidate, policy);
    List<Pair> pairs = joined.pairs();
    List<@Nullable Estimate> estimates = pairs.stream().map(Judge::estimate).toList();
    double[] p = new double[pairs.size()];
    for (int i = 0; i < p.length; i++) {
      Estimate estimate = estimates.get(i);
      p[i] = estimate == null ? Double.NaN : estimate.p();
    }
    double[] q = FalseDiscovery.adjust(p);
    Decision decision = new Decision(policy, level(p, q, policy.falseDiscoveryRate()));
    List<Comparison> comparisons = new ArrayList<>(joined.setAside());
    for (int i = 0; i < p.length; i++) {
      Estimate estimate = estimates.get(i);
      comparisons.add(
          estimate == null
              ? pairs.get(i).judged(Optional.empty(), withoutEstimate(pairs.get(i)))
              : decision.decide(pairs.get(i), estimate, q[i]));
    }
    Set<String> warnings = new LinkedHashSet<>(Warnings.of(baseline, candidate));
    warnings.addAll(joined.warnings());
    return Summary.report(comparisons, policy, Optional.empty(), List.copyOf(warnings));
  }

  private static @Nullable Estimate estimate(Pair pair) {
    if (!pair.hasRatio()) {
      return null;
    }
    Moments baseline = Moments.of(pair.baseline().all().map(pair::logCost).toArray());
    Moments candidate = Moments.of(pair.candidate().all().map(pair::logCost).toArray());
    if (baseline.df() + candidate.df() < 1) {
      return null;
    }
    return baseline.df() > 0 && candidate.df() > 0
        ? StudentEstimate.welch(baseline, candidate)
        : StudentEstimate.pooled(baseline, candidate);
  }

  private static Verdict withoutEstimate(Pair pair) {
    return pair.hasRatio()
        ? new Verdict.Inconclusive(
            String.format(
                java.util.Locale.ROOT,
                "measured %s, but one fork a side cannot tell a change from the scatter of forks;"
                    + " 5 forks a side can",
                Decision.signed(
                    Math.expm1(
                        pair.logCost(pair.candidate().center())
                            - pair.logCost(pair.baseline().center())))))
        : NoRatio.judge(pair);
  }

  /** The p-value a single benchmark of this suite must reach. */
  private static double level(double[] p, double[] q, double rate) {
    int tests = 0;
    double largest = 0;
    for (int i = 0; i < p.length; i++) {
      if (!Double.isNaN(p[i])) {
        tests++;
        largest = q[i] <= rate ? Math.max(largest, p[i]) : largest;
      }
    }
    return Math.max(largest, rate / Math.max(1, tests));
  }
}

package tollgate.harness.verdict;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Metric;
import tollgate.harness.stats.Estimate;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.Planning;

/** From an estimate to a verdict. */
final class Decision {

  private static final double POWER = 0.8;

  private final Policy policy;
  private final double alpha;

  /**
   * @param policy what counts
   * @param alpha level at which a single benchmark of this suite is called changed
   */
  Decision(Policy policy, double alpha) {
    this.policy = policy;
    this.alpha = alpha;
  }

  /** The verdict on a pair with an estimated log cost ratio. */
  Comparison decide(Pair pair, Estimate estimate, double q) {
    Interval interval = estimate.interval(policy.confidence());
    Comparison.Change change =
        new Comparison.Change(
            Math.expm1(estimate.difference()),
            Math.expm1(interval.low()),
            Math.expm1(interval.high()),
            estimate.p(),
            q,
            Math.expm1(
                Math.max(Math.log1p(pair.minimumEffect()), estimate.detectable(alpha, POWER))));
    return pair.judged(Optional.of(change), verdict(pair, estimate, interval, q, change));
  }

  private Verdict verdict(
      Pair pair, Estimate estimate, Interval interval, double q, Comparison.Change change) {
    double bound = Math.log1p(pair.minimumEffect());
    double moved = Math.abs(pair.candidate().center() - pair.baseline().center());
    if (pair.absolute() > 0 && moved < pair.absolute()) {
      return new Verdict.Unchanged(
          String.format(
              Locale.ROOT,
              "moved by %.3g %s, less than the %.3g that count",
              moved,
              pair.unit(),
              pair.absolute()));
    }
    boolean significant = q <= policy.falseDiscoveryRate();
    if (significant && estimate.difference() >= bound) {
      return new Verdict.Regressed(evidence(word(pair, "slower", "worse"), change));
    }
    if (significant && estimate.difference() <= -bound) {
      return new Verdict.Improved(evidence(word(pair, "faster", "better"), change));
    }
    if (interval.within(bound)) {
      return new Verdict.Unchanged(
          String.format(
              Locale.ROOT, "the interval lies within ±%s", percent(pair.minimumEffect())));
    }
    return new Verdict.Inconclusive(undecided(pair, estimate, change, bound));
  }

  private static String word(Pair pair, String ofTime, String ofOther) {
    return pair.metric().equals(Metric.PRIMARY) ? ofTime : ofOther;
  }

  private static String evidence(String what, Comparison.Change change) {
    return String.format(
        Locale.ROOT,
        "%s %s (%s to %s), q = %.2g",
        percent(Math.abs(change.slowdown())),
        what,
        signed(change.low()),
        signed(change.high()),
        change.q());
  }

  private String undecided(Pair pair, Estimate estimate, Comparison.Change change, double bound) {
    double perFork = 1.0 / pair.baseline().forks() + 1.0 / pair.candidate().forks();
    double forkDeviation = estimate.standardError() / Math.sqrt(perFork);
    OptionalInt forks =
        Planning.forksToSettle(
            estimate.difference(), forkDeviation, bound, alpha, policy.confidence());
    String needed =
        forks.isPresent()
            ? "about " + forks.getAsInt() + " forks a side would settle it"
            : "no affordable number of forks would settle it";
    return String.format(
        Locale.ROOT,
        "between %s and %s; a slowdown of %s would have been found; %s",
        signed(change.low()),
        signed(change.high()),
        percent(change.detectable()),
        needed);
  }

  /** {@code 12.3 %}; more than a hundredfold as a factor. */
  static String percent(double share) {
    return Math.abs(share) < 100
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share)
        : String.format(Locale.ROOT, "%.3g times", share);
  }

  static String signed(double share) {
    return (share < 0 ? "" : "+") + percent(share);
  }
}

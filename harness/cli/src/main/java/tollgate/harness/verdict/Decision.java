package tollgate.harness.verdict;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Metric;
import tollgate.harness.stats.Estimate;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.Planning;
import tollgate.harness.stats.SuiteModel;

/** From an estimate to a verdict. */
final class Decision {

  private static final double POWER = 0.8;

  private final Policy policy;
  private final double level;

  /**
   * @param policy what counts
   * @param analysis of the suite the pairs belong to
   */
  Decision(Policy policy, SuiteModel.Analysis analysis) {
    this.policy = policy;
    this.level = analysis.level();
  }

  /** The verdict on a pair with an estimated log cost ratio. */
  Comparison decide(Pair pair, SuiteModel.Finding finding) {
    Estimate estimate = finding.estimate();
    Interval interval = estimate.interval(policy.confidence());
    Comparison.Change change =
        new Comparison.Change(
            Math.expm1(estimate.difference()),
            Math.expm1(interval.low()),
            Math.expm1(interval.high()),
            estimate.p(),
            finding.q(),
            Math.expm1(
                Math.max(Math.log1p(pair.minimumEffect()), estimate.detectable(level, POWER))));
    return pair.judged(Optional.of(change), verdict(pair, finding, interval, change));
  }

  private Verdict verdict(
      Pair pair, SuiteModel.Finding finding, Interval interval, Comparison.Change change) {
    Estimate estimate = finding.estimate();
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
    boolean large = Math.abs(estimate.difference()) >= bound;
    Optional<String> warmUp =
        large && finding.q() <= policy.falseDiscoveryRate()
            ? WarmUp.explains(pair, estimate.difference())
            : Optional.empty();
    if (warmUp.isPresent()) {
      return new Verdict.Inconclusive(warmUp.get());
    }
    boolean significant = finding.q() <= policy.falseDiscoveryRate();
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
    return new Verdict.Inconclusive(undecided(pair, finding, change, bound));
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

  private String undecided(
      Pair pair, SuiteModel.Finding finding, Comparison.Change change, double bound) {
    String range = "between " + signed(change.low()) + " and " + signed(change.high());
    String found = "; a slowdown of " + percent(change.detectable()) + " would have been found; ";
    return range + found + remedy(pair, finding, bound);
  }

  private String remedy(Pair pair, SuiteModel.Finding finding, double bound) {
    if (finding.df() == 0 && !finding.bySession()) {
      return "one fork a side cannot tell a change from the scatter of forks, 5 a side can";
    }
    Comparison.Side baseline = pair.baseline().side();
    Comparison.Side candidate = pair.candidate().side();
    double share =
        finding.bySession()
            ? 1.0 / baseline.runs() + 1.0 / candidate.runs()
            : 1.0 / baseline.forks() + 1.0 / candidate.forks();
    Estimate estimate = finding.estimate();
    OptionalInt needed =
        Planning.replicatesToSettle(
            estimate.difference(),
            estimate.standardError() / Math.sqrt(share),
            bound,
            level,
            policy.confidence());
    String what = finding.bySession() ? "sessions" : "forks";
    return needed.isPresent()
        ? "about " + needed.getAsInt() + " " + what + " a side would settle it"
        : "no affordable number of " + what + " would settle it; an interleaved run may";
  }

  /** {@code 12.3 %}; more than a hundredfold as a factor. */
  static String percent(double share) {
    // Thousands of these are printed: a formatter would cost more than all the statistics.
    return Math.abs(share) < 100
        ? Math.rint(share * 1000) / 10 + " %"
        : String.format(Locale.ROOT, "%.3g times", share);
  }

  static String signed(double share) {
    return (share < 0 ? "" : "+") + percent(share);
  }
}

package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Run;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/**
 * What a gate makes of a regression that was measured again. Recorded sessions tell of another hour
 * and perhaps of another machine of the same class, and few of them tell little of how much
 * sessions differ; two versions measured in turn share both. So a baseline accuses, and the forks
 * measured in turn decide.
 */
public final class Confirmation {

  /** More are not measured again: what slows them all is found in these. */
  public static final int MOST = 6;

  /** Fewer differences say nothing about what moved all together. */
  private static final int FEWEST_FOR_SHIFT = 3;

  private Confirmation() {}

  /**
   * The benchmarks to measure again, the most certain first: what regressed, and where everything
   * together did, some more to tell.
   *
   * @param first by the baseline
   * @return at most {@link #MOST}; none when there is nothing to confirm
   */
  public static List<BenchmarkKey> suspects(Report first) {
    boolean together = first.shift().map(Report.Shift::alone).orElse(Outcome.PASS) != Outcome.PASS;
    return first.comparisons().stream()
        .filter(comparison -> comparison.metric().equals(Metric.PRIMARY))
        .filter(comparison -> comparison.change().isPresent())
        .filter(comparison -> together || comparison.verdict() instanceof Verdict.Regressed)
        .sorted(
            Comparator.comparing((Comparison c) -> !(c.verdict() instanceof Verdict.Regressed))
                .thenComparingDouble(c -> c.change().map(Comparison.Change::p).orElse(1.0)))
        .map(Comparison::key)
        .limit(MOST)
        .toList();
  }

  /**
   * How many benchmarks the suspects were picked out of.
   *
   * @param first by the baseline
   */
  public static int family(Report first) {
    return (int)
        first.comparisons().stream()
            .filter(comparison -> comparison.metric().equals(Metric.PRIMARY))
            .filter(comparison -> comparison.change().isPresent())
            .count();
  }

  /**
   * The report after measuring again.
   *
   * @param first by the baseline
   * @param again the suspects, each version's forks in turn; one that is absent, or that came to no
   *     estimate, leaves the first verdict standing
   * @param candidate the sessions that {@code first} is about: their objectives are checked
   * @param beside what they were measured beside, for people: {@code commit 0123abcd}
   */
  public static Report applied(
      Report first, List<Comparison> again, List<Run> candidate, Policy policy, String beside) {
    List<BenchmarkKey> suspects = suspects(first);
    List<Comparison> settled =
        again.stream()
            .filter(comparison -> comparison.metric().equals(Metric.PRIMARY))
            .filter(comparison -> comparison.change().isPresent())
            .toList();
    List<Comparison> all = new ArrayList<>();
    for (Comparison comparison : first.comparisons()) {
      all.add(confirmed(comparison, suspects, settled, beside));
    }
    Optional<Report.Shift> shift =
        first.shift().map(found -> confirmed(found, settled, policy, beside));
    List<String> warnings = new ArrayList<>(first.warnings());
    warnings.add(tally(first, all, beside));
    return Objectives.addTo(Summary.report(all, policy, shift, warnings), candidate, policy);
  }

  private static Comparison confirmed(
      Comparison comparison, List<BenchmarkKey> suspects, List<Comparison> settled, String beside) {
    if (!comparison.metric().equals(Metric.PRIMARY)
        || !(comparison.verdict() instanceof Verdict.Regressed)) {
      return comparison;
    }
    String baseline =
        "; by the baseline it was "
            + comparison.change().map(Confirmation::range).orElse("unknown");
    if (!suspects.contains(comparison.key())) {
      return with(
          comparison,
          new Verdict.Inconclusive(
              comparison.verdict().reason()
                  + " by the baseline; only the "
                  + MOST
                  + " most certain were measured again"));
    }
    return settled.stream()
        .filter(other -> other.key().equals(comparison.key()))
        .findFirst()
        .map(found -> with(found, worded(found.verdict(), " beside " + beside + baseline)))
        .orElseGet(
            () ->
                with(
                    comparison,
                    new Verdict.Regressed(
                        comparison.verdict().reason() + "; could not be measured again")));
  }

  private static Verdict worded(Verdict verdict, String more) {
    String reason = verdict.reason() + more;
    if (verdict instanceof Verdict.Regressed) {
      return new Verdict.Regressed(reason);
    }
    if (verdict instanceof Verdict.Improved) {
      return new Verdict.Improved(reason);
    }
    return verdict instanceof Verdict.Unchanged
        ? new Verdict.Unchanged(reason)
        : new Verdict.Inconclusive(reason);
  }

  private static Comparison with(Comparison comparison, Verdict verdict) {
    return new Comparison(
        comparison.key(),
        comparison.metric(),
        comparison.unit(),
        comparison.baseline(),
        comparison.candidate(),
        comparison.change(),
        verdict);
  }

  /** A common movement stays an alarm unless the forks in turn fail to show it. */
  private static Report.Shift confirmed(
      Report.Shift shift, List<Comparison> settled, Policy policy, String beside) {
    if (shift.alone() == Outcome.PASS || settled.size() < FEWEST_FOR_SHIFT) {
      return shift;
    }
    Moments moments =
        Moments.of(
            settled.stream()
                .flatMap(comparison -> comparison.change().stream())
                .flatMapToDouble(change -> DoubleStream.of(Math.log1p(change.slowdown())))
                .toArray());
    double error = Math.sqrt(moments.variance() / moments.count());
    Interval interval =
        new StudentEstimate(moments.mean(), error, moments.df()).interval(policy.confidence());
    String seen =
        Decision.signed(Math.expm1(moments.mean()))
            + " ("
            + Decision.signed(Math.expm1(interval.low()))
            + " to "
            + Decision.signed(Math.expm1(interval.high()))
            + ") over "
            + moments.count()
            + " benchmarks beside "
            + beside;
    boolean stays = interval.low() > 0;
    return new Report.Shift(
        shift.slowdown(),
        shift.low(),
        shift.high(),
        stays ? Outcome.REGRESSION : Outcome.PASS,
        shift.common(),
        stays
            ? "measured again it was " + seen + ": a change that touches everything"
            : "measured again it was " + seen + ": the machine, and not the code");
  }

  private static String tally(Report first, List<Comparison> all, String beside) {
    List<String> confirmed = new ArrayList<>();
    List<String> not = new ArrayList<>();
    for (BenchmarkKey key : suspects(first)) {
      Comparison by = primary(first.comparisons(), key);
      Comparison now = primary(all, key);
      if (by.verdict() instanceof Verdict.Regressed) {
        (now.verdict() instanceof Verdict.Regressed ? confirmed : not)
            .add(
                key
                    + " ("
                    + slowdown(by)
                    + " by the baseline, "
                    + slowdown(now)
                    + " beside "
                    + beside
                    + ")");
      }
    }
    return "measured again, fork by fork in turn"
        + (confirmed.isEmpty() ? "" : "; confirmed: " + String.join(", ", confirmed))
        + (not.isEmpty() ? "" : "; not confirmed: " + String.join(", ", not));
  }

  private static Comparison primary(List<Comparison> comparisons, BenchmarkKey key) {
    return comparisons.stream()
        .filter(comparison -> comparison.key().equals(key))
        .filter(comparison -> comparison.metric().equals(Metric.PRIMARY))
        .findFirst()
        .orElseThrow();
  }

  private static String slowdown(Comparison comparison) {
    return comparison.change().map(change -> Decision.signed(change.slowdown())).orElse("unknown");
  }

  private static String range(Comparison.Change change) {
    return Decision.signed(change.slowdown())
        + " ("
        + Decision.signed(change.low())
        + " to "
        + Decision.signed(change.high())
        + ")";
  }
}

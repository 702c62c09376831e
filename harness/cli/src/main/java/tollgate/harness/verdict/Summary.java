package tollgate.harness.verdict;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Metric;

/** From single verdicts to the conclusion over all. */
final class Summary {

  private static final List<Class<? extends Verdict>> ORDER =
      List.of(
          Verdict.Regressed.class,
          Verdict.Incomparable.class,
          Verdict.Missing.class,
          Verdict.Inconclusive.class,
          Verdict.Improved.class,
          Verdict.Added.class,
          Verdict.Unchanged.class);

  private static final Comparator<Comparison> WORST_FIRST =
      Comparator.comparingInt((Comparison c) -> ORDER.indexOf(c.verdict().getClass()))
          .thenComparing(
              Comparator.comparingDouble(
                      (Comparison c) ->
                          c.change().map(Comparison.Change::slowdown).orElse(Double.MAX_VALUE))
                  .reversed())
          .thenComparing(Comparison::key)
          .thenComparing(Comparison::metric);

  private Summary() {}

  static Report report(
      List<Comparison> comparisons,
      Policy policy,
      Optional<Report.Shift> shift,
      List<String> warnings) {
    List<Comparison> sorted = comparisons.stream().sorted(WORST_FIRST).toList();
    Outcome outcome =
        shift.map(Report.Shift::alone).orElse(Outcome.PASS).worse(outcome(sorted, policy));
    String together = shift.map(CommonMovement::sentence).orElse("");
    return new Report(
        outcome,
        together + headline(sorted, outcome, !together.isEmpty()),
        sorted,
        shift,
        warnings);
  }

  private static Outcome outcome(List<Comparison> comparisons, Policy policy) {
    if (comparisons.stream().anyMatch(c -> c.verdict() instanceof Verdict.Regressed)) {
      return Outcome.REGRESSION;
    }
    boolean undecided =
        policy.strict() && comparisons.stream().anyMatch(c -> leavesOpen(c.verdict()));
    return undecided || comparisons.stream().noneMatch(Summary::compared)
        ? Outcome.UNDECIDED
        : Outcome.PASS;
  }

  /**
   * Whether it may hide a regression: who asks for strictness wants each benchmark answered for.
   */
  private static boolean leavesOpen(Verdict verdict) {
    return verdict instanceof Verdict.Inconclusive
        || verdict instanceof Verdict.Missing
        || verdict instanceof Verdict.Incomparable;
  }

  /** Whether both sides measured the same thing and gave a score; below zero there is none. */
  private static boolean compared(Comparison comparison) {
    return comparison.baseline().filter(side -> side.value() >= 0).isPresent()
        && comparison.candidate().filter(side -> side.value() >= 0).isPresent()
        && !(comparison.verdict() instanceof Verdict.Incomparable);
  }

  private static String headline(List<Comparison> sorted, Outcome outcome, boolean movedTogether) {
    Map<String, Long> counts =
        sorted.stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.verdict().label(), LinkedHashMap::new, Collectors.counting()));
    String tally =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    if (sorted.isEmpty()) {
      return "Nothing to compare: neither side holds a benchmark.";
    }
    Comparison worst = sorted.get(0);
    if (worst.verdict() instanceof Verdict.Regressed) {
      return "Regression: " + name(worst) + " is " + worst.verdict().reason() + "; " + tally + ".";
    }
    if (sorted.stream().noneMatch(Summary::compared)) {
      return "Nothing was comparable: " + worst.verdict().reason() + "; " + tally + ".";
    }
    String passed = movedTogether ? "No single regression beyond that: " : "No regression found: ";
    return (outcome == Outcome.UNDECIDED ? "Undecided: " : passed) + tally + ".";
  }

  private static String name(Comparison comparison) {
    return comparison.metric().equals(Metric.PRIMARY)
        ? comparison.key().toString()
        : comparison.key() + " " + comparison.metric();
  }
}

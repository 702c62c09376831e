package tollgate.harness.verdict;

import java.util.List;
import java.util.Optional;

/**
 * A whole comparison: what every renderer gets.
 *
 * @param outcome the conclusion
 * @param headline one sentence: what happened and how sure that is
 * @param comparisons worst first
 * @param shift the movement common to the whole suite, judged apart; empty when too few benchmarks
 * @param warnings what limits the conclusions, one line each
 * @param objectives what had to be kept, checked, worst first; none where none were set
 */
public record Report(
    Outcome outcome,
    String headline,
    List<Comparison> comparisons,
    Optional<Shift> shift,
    List<String> warnings,
    List<ObjectiveCheck> objectives) {

  public Report {
    comparisons = List.copyOf(comparisons);
    warnings = List.copyOf(warnings);
    objectives = List.copyOf(objectives);
  }

  /** Of a comparison alone. */
  public Report(
      Outcome outcome,
      String headline,
      List<Comparison> comparisons,
      Optional<Shift> shift,
      List<String> warnings) {
    this(outcome, headline, comparisons, shift, warnings, List.of());
  }

  /**
   * What moved everything together.
   *
   * @param slowdown common relative cost, above 0 is slower
   * @param low lower end of its 95 % interval
   * @param high upper end
   * @param alone the outcome it would lead to if no benchmark had moved beyond it
   * @param common whether it is told from none, and shared by most
   * @param note what it may mean, for people
   */
  public record Shift(
      double slowdown, double low, double high, Outcome alone, boolean common, String note) {}
}

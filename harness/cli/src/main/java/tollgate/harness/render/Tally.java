package tollgate.harness.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Report;

/** How many comparisons ended in each verdict. */
final class Tally {

  /** Every word a verdict can be, in the order of the summary. */
  static final List<String> VERDICTS =
      List.of(
          "regressed", "improved", "unchanged", "inconclusive", "incomparable", "missing", "added");

  private Tally() {}

  /** All verdicts, those that did not occur with 0. */
  static Map<String, Integer> of(Report report) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    VERDICTS.forEach(verdict -> counts.put(verdict, 0));
    for (Comparison comparison : report.comparisons()) {
      counts.merge(comparison.verdict().label(), 1, Integer::sum);
    }
    return counts;
  }

  /** {@code 2 regressed, 40 unchanged}. */
  static String text(Report report) {
    return of(report).entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}

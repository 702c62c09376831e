package tollgate.harness.render;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.verdict.Report;

/**
 * What a renderer shows: a report, what was compared, and what explains it.
 *
 * @param report the verdicts
 * @param baseline where the baseline's sessions were read from
 * @param candidate where the candidate's sessions were read from
 * @param evidence recordings and ledgers of benchmarks that have any
 */
public record Document(
    Report report,
    List<String> baseline,
    List<String> candidate,
    SortedMap<BenchmarkKey, Evidence> evidence) {

  public Document {
    baseline = List.copyOf(baseline);
    candidate = List.copyOf(candidate);
    evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
  }

  /** Without any evidence. */
  public static Document of(Report report, List<String> baseline, List<String> candidate) {
    return new Document(report, baseline, candidate, new TreeMap<>());
  }

  /** Why ledgers explain nothing, each reason once, with the number of benchmarks it is of. */
  public List<String> withoutLedgers() {
    TreeMap<String, Integer> reasons = new TreeMap<>();
    evidence
        .values()
        .forEach(one -> one.withoutLedger().ifPresent(why -> reasons.merge(why, 1, Integer::sum)));
    return reasons.entrySet().stream()
        .map(
            entry ->
                "time ledger of "
                    + (entry.getValue() == 1
                        ? "1 changed benchmark"
                        : entry.getValue() + " changed benchmarks")
                    + ": "
                    + entry.getKey())
        .toList();
  }

  /** What explains a benchmark; empty when nothing does. */
  public Optional<Evidence> evidenceOf(BenchmarkKey key) {
    return Optional.ofNullable(evidence.get(key));
  }
}

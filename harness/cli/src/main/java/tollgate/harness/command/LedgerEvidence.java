package tollgate.harness.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.Evidence;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.LedgerComparison;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/** Attaches to each changed benchmark what its ledgers say about the cause. */
final class LedgerEvidence {
  private LedgerEvidence() {}

  /**
   * The changed benchmarks of {@code report} that both sides have a ledger of, in the results
   * themselves or in the file of ledgers beside them.
   */
  static SortedMap<BenchmarkKey, Evidence> of(
      Report report, List<Run> baseline, List<Run> candidate) {
    TreeMap<BenchmarkKey, Evidence> evidence = new TreeMap<>();
    List<Comparison> changed =
        report.comparisons().stream().filter(LedgerEvidence::changed).toList();
    if (changed.isEmpty()) {
      return evidence;
    }
    Map<BenchmarkKey, List<Ledger>> before = ledgers(baseline);
    Map<BenchmarkKey, List<Ledger>> after = ledgers(candidate);
    for (Comparison comparison : changed) {
      List<Ledger> first = before.getOrDefault(comparison.key(), List.of());
      List<Ledger> second = after.getOrDefault(comparison.key(), List.of());
      if (!first.isEmpty() && !second.isEmpty()) {
        boolean slower = comparison.verdict() instanceof Verdict.Regressed;
        evidence.put(comparison.key(), Evidence.of(LedgerComparison.of(first, second, slower)));
      }
    }
    return evidence;
  }

  private static boolean changed(Comparison comparison) {
    return comparison.metric().equals(Metric.PRIMARY)
        && (comparison.verdict() instanceof Verdict.Regressed
            || comparison.verdict() instanceof Verdict.Improved);
  }

  /** The ledgers of {@code runs}: each from the results themselves, else the file beside them. */
  static Map<BenchmarkKey, List<Ledger>> ledgers(List<Run> runs) {
    Map<BenchmarkKey, List<Ledger>> ledgers = new HashMap<>();
    for (Run run : runs) {
      // A run writes the same ledger into both; counted twice it would look twice as certain.
      Map<BenchmarkKey, Ledger> once = new HashMap<>();
      Stream<Result> beside =
          Sessions.readLedgers(Path.of(run.source())).stream()
              .flatMap(ledger -> ledger.results().stream());
      Stream.concat(run.results().stream(), beside)
          .forEach(
              result ->
                  Ledger.of(result).ifPresent(ledger -> once.putIfAbsent(result.key(), ledger)));
      once.forEach(
          (key, ledger) -> ledgers.computeIfAbsent(key, absent -> new ArrayList<>()).add(ledger));
    }
    return ledgers;
  }
}

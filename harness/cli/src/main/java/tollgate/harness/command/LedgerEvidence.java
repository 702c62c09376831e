package tollgate.harness.command;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Run;
import tollgate.harness.render.Evidence;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.LedgerComparison;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/** Attaches to each changed benchmark what its ledgers say about the cause. */
final class LedgerEvidence {
  private LedgerEvidence() {}

  /** The changed benchmarks of {@code report} that both sides have a ledger of. */
  static SortedMap<BenchmarkKey, Evidence> of(
      Report report, List<Run> baseline, List<Run> candidate) {
    TreeMap<BenchmarkKey, Evidence> evidence = new TreeMap<>();
    for (Comparison comparison : report.comparisons()) {
      boolean slower = comparison.verdict() instanceof Verdict.Regressed;
      boolean changed = slower || comparison.verdict() instanceof Verdict.Improved;
      if (changed && comparison.metric().equals(Metric.PRIMARY)) {
        List<Ledger> before = ledgers(baseline, comparison.key());
        List<Ledger> after = ledgers(candidate, comparison.key());
        if (!before.isEmpty() && !after.isEmpty()) {
          evidence.put(comparison.key(), Evidence.of(LedgerComparison.of(before, after, slower)));
        }
      }
    }
    return evidence;
  }

  private static List<Ledger> ledgers(List<Run> runs, BenchmarkKey key) {
    return runs.stream()
        .flatMap(run -> run.results().stream())
        .filter(result -> result.key().equals(key))
        .flatMap(result -> Ledger.of(result).stream())
        .toList();
  }
}

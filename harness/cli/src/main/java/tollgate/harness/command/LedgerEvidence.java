package tollgate.harness.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
   * Of the changed benchmarks of {@code report}, what the ledgers of both sides say, in the results
   * themselves or in the file of ledgers beside them; where a side has none, that.
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
    Map<BenchmarkKey, Set<String>> failedBefore = failures(baseline);
    Map<BenchmarkKey, Set<String>> failedAfter = failures(candidate);
    for (Comparison comparison : changed) {
      BenchmarkKey key = comparison.key();
      evidence.put(
          key, of(comparison, taken(key, before, failedBefore), taken(key, after, failedAfter)));
    }
    return evidence;
  }

  /**
   * What one side has of a benchmark.
   *
   * @param ledgers those that did not fail
   * @param failures why others did
   */
  record Taken(List<Ledger> ledgers, Set<String> failures) {

    /** What {@code results} carry. */
    static Taken of(List<Result> results) {
      Set<String> failures = new TreeSet<>();
      results.forEach(result -> failures.addAll(Ledger.failures(result)));
      return new Taken(
          results.stream().flatMap(result -> Ledger.of(result).stream()).toList(), failures);
    }
  }

  private static Taken taken(
      BenchmarkKey key,
      Map<BenchmarkKey, List<Ledger>> ledgers,
      Map<BenchmarkKey, Set<String>> failures) {
    return new Taken(ledgers.getOrDefault(key, List.of()), failures.getOrDefault(key, Set.of()));
  }

  /** What the ledgers of both sides say about a change, or why they do not. */
  static Evidence of(Comparison comparison, Taken baseline, Taken candidate) {
    Optional<String> first = missing(baseline);
    Optional<String> second = missing(candidate);
    return first.isPresent() || second.isPresent()
        ? Evidence.withoutLedger(reason(first, second))
        : Evidence.of(
            LedgerComparison.of(
                baseline.ledgers(), candidate.ledgers(), slower(comparison), by(comparison)));
  }

  private static boolean slower(Comparison comparison) {
    return comparison.verdict() instanceof Verdict.Regressed;
  }

  private static OptionalDouble by(Comparison comparison) {
    return comparison.change().stream().mapToDouble(Comparison.Change::slowdown).findFirst();
  }

  /** Why two ledgers cannot be compared, by what to do about each side that lacks one. */
  private static String reason(Optional<String> baseline, Optional<String> candidate) {
    if (baseline.equals(candidate)) {
      return "cannot say: neither side carries a ledger" + baseline.orElse("");
    }
    List<String> sides = new ArrayList<>();
    baseline.ifPresent(why -> sides.add("the baseline carries no ledger" + why));
    candidate.ifPresent(why -> sides.add("the candidate carries no ledger" + why));
    return "cannot say: " + String.join(", and ", sides);
  }

  /** What to do about a side that lacks a ledger. */
  private static Optional<String> missing(Taken side) {
    if (!side.ledgers().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        side.failures().isEmpty()
            ? "; record with --ledger"
            : ": it failed (" + String.join(", ", side.failures()) + ")");
  }

  /** Of benchmarks whose ledger was taken and failed, the names of the failures. */
  private static Map<BenchmarkKey, Set<String>> failures(List<Run> runs) {
    Map<BenchmarkKey, Set<String>> failures = new HashMap<>();
    runs.stream()
        .flatMap(LedgerEvidence::results)
        .forEach(
            result ->
                Ledger.failures(result)
                    .forEach(
                        why ->
                            failures
                                .computeIfAbsent(result.key(), key -> new TreeSet<>())
                                .add(why)));
    return failures;
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
      results(run)
          .forEach(
              result ->
                  Ledger.of(result).ifPresent(ledger -> once.putIfAbsent(result.key(), ledger)));
      once.forEach(
          (key, ledger) -> ledgers.computeIfAbsent(key, absent -> new ArrayList<>()).add(ledger));
    }
    return ledgers;
  }

  /** A run's results, then those of the file of ledgers beside it. */
  private static Stream<Result> results(Run run) {
    return Stream.concat(
        run.results().stream(),
        Sessions.readLedgers(Path.of(run.source())).stream()
            .flatMap(ledger -> ledger.results().stream()));
  }
}

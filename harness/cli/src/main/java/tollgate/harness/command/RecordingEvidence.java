package tollgate.harness.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Recording;
import tollgate.harness.model.Run;
import tollgate.harness.profile.Explanation;
import tollgate.harness.profile.ProfileSummary;
import tollgate.harness.read.jfr.RecordingIndexReader;
import tollgate.harness.read.jfr.RecordingReader;
import tollgate.harness.render.Evidence;
import tollgate.harness.render.ProfileEvidence;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/**
 * Attaches to each changed benchmark what the candidate's recordings say about it, and where the
 * baseline of one that regressed was recorded too, what grew and which method is responsible.
 */
final class RecordingEvidence {

  private static final int STACKS = 5;

  private final Console console;

  RecordingEvidence(Console console) {
    this.console = console;
  }

  /** The recordings that lie beside results, by benchmark. */
  static SortedMap<BenchmarkKey, List<Path>> beside(List<Run> runs) {
    SortedMap<BenchmarkKey, List<Path>> found = new TreeMap<>();
    runs.forEach(run -> add(path(run), found));
    return found;
  }

  private static Optional<Path> path(Run run) {
    try {
      return Optional.of(Path.of(run.source()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static void add(Optional<Path> result, SortedMap<BenchmarkKey, List<Path>> found) {
    result.ifPresent(
        path ->
            RecordingIndexReader.read(path)
                .forEach(
                    entry ->
                        found
                            .computeIfAbsent(entry.key(), key -> new ArrayList<>())
                            .add(entry.file())));
  }

  /** Benchmarks whose score regressed, in the order of the verdicts. */
  static List<BenchmarkKey> regressed(Report report) {
    return report.comparisons().stream()
        .filter(comparison -> comparison.metric().equals(Metric.PRIMARY))
        .filter(comparison -> comparison.verdict() instanceof Verdict.Regressed)
        .map(Comparison::key)
        .distinct()
        .toList();
  }

  /**
   * {@code known}, and with it what recordings say about changed benchmarks.
   *
   * <p>A recording that cannot be read is named on standard error: a verdict does not depend on it.
   *
   * @param baseline recordings by benchmark, see {@link #beside}
   * @param candidate the same
   */
  SortedMap<BenchmarkKey, Evidence> addTo(
      SortedMap<BenchmarkKey, Evidence> known,
      Report report,
      SortedMap<BenchmarkKey, List<Path>> baseline,
      SortedMap<BenchmarkKey, List<Path>> candidate) {
    TreeMap<BenchmarkKey, Evidence> evidence = new TreeMap<>(known);
    List<BenchmarkKey> regressed = withAny(report, Verdict.Regressed.class);
    Set<BenchmarkKey> changed = new LinkedHashSet<>(regressed);
    changed.addAll(withAny(report, Verdict.Improved.class));
    for (BenchmarkKey key : changed) {
      List<Recording> after = read(candidate.getOrDefault(key, List.of()));
      if (!after.isEmpty()) {
        // An explanation is of what grew: of an improvement, the stacks that are left.
        List<Recording> before =
            regressed.contains(key) ? read(baseline.getOrDefault(key, List.of())) : List.of();
        evidence.put(
            key,
            evidence
                .getOrDefault(key, new Evidence(List.of(), new TreeMap<>()))
                .with(
                    after.stream().map(RecordingEvidence::summary).toList(),
                    before.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Explanation.of(before, after))));
      }
    }
    return evidence;
  }

  private static List<BenchmarkKey> withAny(Report report, Class<? extends Verdict> verdict) {
    return report.comparisons().stream()
        .filter(comparison -> verdict.isInstance(comparison.verdict()))
        .map(Comparison::key)
        .distinct()
        .toList();
  }

  private List<Recording> read(List<Path> files) {
    List<Recording> recordings = new ArrayList<>();
    for (Path file : files) {
      try {
        recordings.add(RecordingReader.read(file));
      } catch (InputException e) {
        console.note("note: " + Failures.oneLine(String.valueOf(e.getMessage()), 300));
      }
    }
    return recordings;
  }

  private static Evidence.Recording summary(Recording recording) {
    return ProfileEvidence.of(ProfileSummary.of(recording, STACKS));
  }
}

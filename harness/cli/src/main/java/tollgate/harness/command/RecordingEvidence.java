package tollgate.harness.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.profile.ProfileSummary;
import tollgate.harness.read.jfr.RecordingIndexReader;
import tollgate.harness.read.jfr.RecordingReader;
import tollgate.harness.render.Evidence;
import tollgate.harness.render.ProfileEvidence;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/** Attaches to each regressed benchmark what the candidate's recordings say about it. */
final class RecordingEvidence {

  private static final int STACKS = 5;

  private final Console console;

  RecordingEvidence(Console console) {
    this.console = console;
  }

  /**
   * {@code known}, and with it the recordings that lie beside the candidate's results.
   *
   * <p>A recording that cannot be read is named on standard error: a verdict does not depend on it.
   */
  SortedMap<BenchmarkKey, Evidence> addTo(
      SortedMap<BenchmarkKey, Evidence> known, Report report, List<Run> candidate) {
    TreeMap<BenchmarkKey, Evidence> evidence = new TreeMap<>(known);
    List<BenchmarkKey> regressed =
        report.comparisons().stream()
            .filter(comparison -> comparison.verdict() instanceof Verdict.Regressed)
            .map(Comparison::key)
            .distinct()
            .toList();
    if (regressed.isEmpty()) {
      return evidence;
    }
    for (Map.Entry<BenchmarkKey, List<Evidence.Recording>> found :
        recordings(regressed, candidate).entrySet()) {
      evidence.merge(
          found.getKey(),
          new Evidence(found.getValue(), new TreeMap<>()),
          (ledger, recorded) ->
              new Evidence(recorded.recordings(), ledger.ledger(), ledger.causes()));
    }
    return evidence;
  }

  private SortedMap<BenchmarkKey, List<Evidence.Recording>> recordings(
      List<BenchmarkKey> keys, List<Run> runs) {
    SortedMap<BenchmarkKey, List<Evidence.Recording>> found = new TreeMap<>();
    for (Run run : runs) {
      for (RecordingIndexReader.Entry entry : index(run)) {
        if (keys.contains(entry.key())) {
          try {
            Evidence.Recording recording = summary(entry.file());
            found.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(recording);
          } catch (InputException e) {
            console.note("note: " + Failures.oneLine(String.valueOf(e.getMessage()), 300));
          }
        }
      }
    }
    return found;
  }

  private static List<RecordingIndexReader.Entry> index(Run run) {
    try {
      return RecordingIndexReader.read(Path.of(run.source()));
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  private static Evidence.Recording summary(Path file) {
    return ProfileEvidence.of(ProfileSummary.of(RecordingReader.read(file), STACKS));
  }
}

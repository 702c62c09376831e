package tollgate.harness.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Recording;
import tollgate.harness.profile.FlameGraph;
import tollgate.harness.profile.FlameKind;
import tollgate.harness.read.jfr.RecordingReader;
import tollgate.harness.render.Document;
import tollgate.harness.verdict.Comparison;

/** Makes flame graphs of the recordings of both sides. */
final class ReportFlames {

  private final Console console;
  private final List<String> notes;

  ReportFlames(Console console, List<String> notes) {
    this.console = console;
    this.notes = notes;
  }

  /** Graphs by benchmark, in the order of the verdicts; differential where both sides recorded. */
  Map<BenchmarkKey, List<FlameGraph>> of(
      Optional<Document> comparison, ReportSide baseline, ReportSide candidate) {
    Set<BenchmarkKey> keys = new LinkedHashSet<>();
    comparison.ifPresent(
        document ->
            document.report().comparisons().stream().map(Comparison::key).forEach(keys::add));
    keys.addAll(candidate.recordings().keySet());
    keys.retainAll(candidate.recordings().keySet());
    Map<BenchmarkKey, List<FlameGraph>> graphs = new LinkedHashMap<>();
    int done = 0;
    for (BenchmarkKey key : keys) {
      List<Recording> after = read(candidate.recordings().getOrDefault(key, List.of()));
      List<Recording> before = read(baseline.recordings().getOrDefault(key, List.of()));
      if (!after.isEmpty()) {
        graphs.put(key, graphs(before, after));
      }
      done++;
      if (keys.size() > 20 && done % 20 == 0) {
        console.note("recordings read: " + done + " of " + keys.size() + " benchmarks");
      }
    }
    return graphs;
  }

  private static List<FlameGraph> graphs(List<Recording> before, List<Recording> after) {
    List<FlameGraph> graphs = new ArrayList<>();
    for (FlameKind kind : FlameKind.values()) {
      FlameGraph graph =
          before.isEmpty() ? FlameGraph.of(kind, after) : FlameGraph.between(kind, before, after);
      if (!graph.isEmpty()) {
        graphs.add(graph);
      }
    }
    return graphs;
  }

  private List<Recording> read(List<Path> files) {
    List<Recording> recordings = new ArrayList<>();
    for (Path file : files) {
      try {
        Recording recording = RecordingReader.read(file);
        notes.addAll(recording.warnings());
        recordings.add(recording);
      } catch (InputException e) {
        notes.add(String.valueOf(e.getMessage()));
      }
    }
    return recordings;
  }
}

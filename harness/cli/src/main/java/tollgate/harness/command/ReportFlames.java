package tollgate.harness.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Recording;
import tollgate.harness.profile.Explanation;
import tollgate.harness.profile.FlameGraph;
import tollgate.harness.profile.FlameKind;
import tollgate.harness.read.jfr.RecordingReader;
import tollgate.harness.render.Document;
import tollgate.harness.render.Evidence;
import tollgate.harness.verdict.Comparison;

/** Makes flame graphs of the recordings of both sides, and explains what regressed. */
final class ReportFlames {

  private final Console console;
  private final List<String> notes;
  private final SortedMap<BenchmarkKey, Explanation> explanations = new TreeMap<>();

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
    List<BenchmarkKey> regressed =
        comparison.map(Document::report).map(RecordingEvidence::regressed).orElse(List.of());
    Map<BenchmarkKey, List<FlameGraph>> graphs = new LinkedHashMap<>();
    int done = 0;
    for (BenchmarkKey key : keys) {
      List<Recording> after = read(candidate.recordings().getOrDefault(key, List.of()));
      List<Recording> before = read(baseline.recordings().getOrDefault(key, List.of()));
      if (!after.isEmpty()) {
        graphs.put(key, graphs(before, after));
        if (!before.isEmpty() && regressed.contains(key)) {
          explanations.put(key, Explanation.of(before, after));
        }
      }
      done++;
      if (keys.size() > 20 && done % 20 == 0) {
        console.note("recordings read: " + done + " of " + keys.size() + " benchmarks");
      }
    }
    return graphs;
  }

  /** {@code document} with what the recordings that {@link #of} has read explain. */
  Document explained(Document document) {
    SortedMap<BenchmarkKey, Evidence> evidence = new TreeMap<>(document.evidence());
    explanations.forEach(
        (key, explanation) ->
            evidence.put(
                key,
                evidence
                    .getOrDefault(key, new Evidence(List.of(), new TreeMap<>()))
                    .with(List.of(), Optional.of(explanation))));
    return new Document(document.report(), document.baseline(), document.candidate(), evidence);
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

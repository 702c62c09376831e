package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.read.FileFaults;
import tollgate.harness.read.RunRecordReader;
import tollgate.harness.read.Sessions;
import tollgate.harness.read.jfr.RecordingIndexReader;
import tollgate.harness.report.ReportPage;

/**
 * One side of a report, made of what is there.
 *
 * @param runs its sessions
 * @param records what the folders say was run
 * @param recordings files by benchmark
 * @param notes what is missing, one line each
 */
record ReportSide(
    List<Run> runs,
    List<RunRecordReader.RunRecord> records,
    SortedMap<BenchmarkKey, List<Path>> recordings,
    List<String> notes) {

  /** What a folder must hold one of to be called a run's. */
  private static final List<String> PIECES = List.of("run.json", "parts", "recordings", "jmh.log");

  /**
   * Reads everything below the paths.
   *
   * @throws InputException when one of them is nothing we know, or is damaged
   */
  static ReportSide read(List<Path> paths) {
    List<Run> runs = new ArrayList<>();
    Set<Path> folders = new LinkedHashSet<>();
    List<String> notes = new ArrayList<>();
    for (Path path : paths) {
      List<Path> files = files(path, notes);
      files.forEach(file -> runs.add(Sessions.readFile(file)));
      files.forEach(file -> folders.add(folder(file)));
      if (Files.isDirectory(path)) {
        folders.add(path);
      }
    }
    List<RunRecordReader.RunRecord> records = new ArrayList<>();
    SortedMap<BenchmarkKey, List<Path>> recordings = new TreeMap<>();
    for (Path folder : folders) {
      record(folder, notes).ifPresent(records::add);
      recordings(folder, recordings, notes);
    }
    for (Run run : runs) {
      if (run.environment().isEmpty()) {
        notes.add(run.source() + ": no environment beside it: machine and code are unknown");
      }
    }
    return new ReportSide(List.copyOf(runs), List.copyOf(records), recordings, List.copyOf(notes));
  }

  /**
   * One version of an interleaved comparison: all its forks are in one file.
   *
   * @param recordings folder of the recordings that were taken to explain what regressed
   */
  static ReportSide ofVersion(Path file, Path recordings) {
    ReportSide side = read(List.of(file));
    SortedMap<BenchmarkKey, List<Path>> recorded = new TreeMap<>();
    List<String> notes = new ArrayList<>(side.notes());
    recordings(recordings, recorded, notes);
    return new ReportSide(side.runs(), side.records(), recorded, notes);
  }

  /** The parts of a run that was broken off lie one level deeper than the run's other pieces. */
  private static Path folder(Path file) {
    Path folder = file.resolveSibling("");
    return "parts".equals(String.valueOf(folder.getFileName()))
        ? folder.resolveSibling("")
        : folder;
  }

  private static List<Path> files(Path path, List<String> notes) {
    if (!Files.isDirectory(path) || hasResults(path)) {
      return Sessions.files(path);
    }
    if (PIECES.stream().noneMatch(piece -> Files.exists(path.resolve(piece)))) {
      return Sessions.files(path);
    }
    Path parts = path.resolve("parts");
    if (Files.isDirectory(parts) && hasResults(parts)) {
      notes.add(path + ": no result.json: the run has not ended; shown is what it had measured");
      return Sessions.files(parts);
    }
    notes.add(path + ": no result.json: nothing was measured, or it was removed");
    return List.of();
  }

  private static boolean hasResults(Path folder) {
    if (Files.isRegularFile(folder.resolve("result.json"))) {
      return true;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> PIECES.stream().noneMatch(entry::endsWith))
          .anyMatch(ReportSide::isResult);
    } catch (IOException e) {
      throw FileFaults.inputException(folder, e);
    }
  }

  private static boolean isResult(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return Files.isDirectory(entry)
        ? Files.isRegularFile(entry.resolve("result.json"))
        : name.endsWith(".json")
            && Stream.of(
                    Sessions.ENVIRONMENT_SUFFIX,
                    Sessions.PROVENANCE_SUFFIX,
                    Sessions.LEDGER_SUFFIX,
                    "recorded.json",
                    "ledger.json")
                .noneMatch(name::endsWith);
  }

  private static Optional<RunRecordReader.RunRecord> record(Path folder, List<String> notes) {
    try {
      Optional<RunRecordReader.RunRecord> record = RunRecordReader.read(folder);
      record.ifPresent(
          found -> {
            if (!found.ended()) {
              notes.add(folder + ": the run has not ended, or was killed");
            }
            found.failures().forEach(failure -> notes.add("failed: " + failure));
          });
      return record;
    } catch (InputException e) {
      notes.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static void recordings(
      Path folder, SortedMap<BenchmarkKey, List<Path>> recordings, List<String> notes) {
    try {
      for (RecordingIndexReader.Entry entry : RecordingIndexReader.read(folder)) {
        recordings.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry.file());
      }
    } catch (InputException e) {
      notes.add(String.valueOf(e.getMessage()));
    }
  }

  /** The side as the page shows it; recordings by their path from {@code directory}. */
  ReportPage.Side side(Path directory) {
    SortedMap<BenchmarkKey, List<String>> named = new TreeMap<>();
    recordings.forEach(
        (key, files) ->
            named.put(key, files.stream().map(file -> shortest(directory, file)).toList()));
    return new ReportPage.Side(runs, new TreeMap<>(LedgerEvidence.ledgers(runs)), named);
  }

  /** {@code file} as somebody in {@code directory} would type it. */
  static String shortest(Path directory, Path file) {
    return file.startsWith(directory) ? directory.relativize(file).toString() : file.toString();
  }
}

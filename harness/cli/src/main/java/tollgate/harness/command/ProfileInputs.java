package tollgate.harness.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Recording;
import tollgate.harness.read.jfr.RecordingIndexReader;
import tollgate.harness.read.jfr.RecordingReader;

/**
 * Finds the recordings that are to be looked into: a file, or all forks of one benchmark of a run.
 */
final class ProfileInputs {

  private static final int EXAMPLES = 3;

  private ProfileInputs() {}

  /**
   * Recordings, one per fork.
   *
   * @param benchmark what they are of, when the folder or the recording says
   */
  record Side(Optional<BenchmarkKey> benchmark, List<Recording> recordings) {}

  /**
   * The recordings to look into.
   *
   * @param path a recording or a run folder
   * @param only what the benchmark's name must contain, when a folder holds several
   * @throws InputException when a folder holds none, or those of several benchmarks
   */
  static Side candidate(Path path, @Nullable String only) {
    if (!Files.isDirectory(path)) {
      Recording recording = RecordingReader.read(path);
      return new Side(recording.benchmark(), List.of(recording));
    }
    Pattern pattern = pattern(only);
    SortedMap<BenchmarkKey, List<Path>> found =
        recordings(path, key -> pattern.matcher(key.toString()).find());
    if (found.isEmpty()) {
      throw new InputException(
          path + ": holds no recording" + (only == null ? "" : " whose benchmark matches " + only));
    }
    if (found.size() > 1) {
      throw new InputException(
          path
              + ": holds recordings of "
              + found.size()
              + " benchmarks; say which with --only: "
              + found.keySet().stream()
                  .limit(EXAMPLES)
                  .map(BenchmarkKey::toString)
                  .collect(Collectors.joining(" | ")));
    }
    BenchmarkKey key = found.firstKey();
    List<Path> forks = found.getOrDefault(key, List.of());
    return new Side(Optional.of(key), forks.stream().map(RecordingReader::read).toList());
  }

  /**
   * The recordings to compare with, of the same benchmark as the candidate's.
   *
   * @throws InputException when a folder holds none of it
   */
  static List<Recording> baseline(Path path, Side candidate) {
    if (!Files.isDirectory(path)) {
      return List.of(RecordingReader.read(path));
    }
    Optional<BenchmarkKey> key = candidate.benchmark();
    List<Path> files =
        recordings(path, other -> key.filter(other::equals).isPresent()).values().stream()
            .flatMap(List::stream)
            .toList();
    if (files.isEmpty()) {
      throw new InputException(
          path
              + ": holds no recording of "
              + key.map(BenchmarkKey::toString)
                  .orElse("the candidate's benchmark, which is unknown"));
    }
    return files.stream().map(RecordingReader::read).toList();
  }

  private static SortedMap<BenchmarkKey, List<Path>> recordings(
      Path folder, Predicate<BenchmarkKey> wanted) {
    return RecordingIndexReader.read(folder).stream()
        .filter(entry -> wanted.test(entry.key()))
        .collect(
            Collectors.groupingBy(
                RecordingIndexReader.Entry::key,
                TreeMap::new,
                Collectors.mapping(RecordingIndexReader.Entry::file, Collectors.toList())));
  }

  private static Pattern pattern(@Nullable String only) {
    try {
      return Pattern.compile(only == null ? "" : only);
    } catch (PatternSyntaxException e) {
      throw new InputException("--only: " + e.getDescription() + " in " + e.getPattern(), e);
    }
  }
}

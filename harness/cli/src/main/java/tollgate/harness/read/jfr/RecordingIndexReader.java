package tollgate.harness.read.jfr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.read.FileFaults;

/** Finds the recordings of a run folder. */
public final class RecordingIndexReader {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path INDEX = Path.of("recordings", "recordings.json");

  private RecordingIndexReader() {}

  /**
   * A recording and what it is of.
   *
   * @param key the benchmark
   * @param fork its number, from 1
   * @param file where it lies
   */
  public record Entry(BenchmarkKey key, int fork, Path file) {}

  /**
   * The recordings beside a result that still exist, in the order they were made. A line that
   * cannot be read is left out: the index of a run that was broken off may end in the middle of
   * one.
   *
   * @param result a run folder, or the result file in it
   */
  public static List<Entry> read(Path result) {
    Path folder = Files.isDirectory(result) ? result : result.resolveSibling("");
    Path index = folder.resolve(INDEX);
    if (!Files.isRegularFile(index)) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    try {
      String text = new String(Files.readAllBytes(index), StandardCharsets.UTF_8);
      text.lines().forEach(line -> entry(line, index).ifPresent(entries::add));
    } catch (IOException e) {
      throw FileFaults.inputException(index, e);
    }
    return List.copyOf(entries);
  }

  private static Optional<Entry> entry(String line, Path index) {
    try {
      JsonNode entry = JSON.readTree(line);
      Path file = index.resolveSibling(Path.of(entry.path("file").asText()).getFileName());
      return MeasuredBenchmark.key(entry)
          .filter(key -> Files.isRegularFile(file))
          .map(key -> new Entry(key, entry.path("fork").asInt(), file));
    } catch (JsonProcessingException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}

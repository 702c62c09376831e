package tollgate.harness.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps the recordings of a run small: the oldest go first. */
final class RecordingsLimit {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MEGABYTE = 1_000_000;

  private RecordingsLimit() {}

  /** A line of the index and the file it names. */
  private record Entry(String line, Path file, long bytes) {}

  /**
   * Removes the oldest recordings of a folder, and their lines of its index, until the rest fits.
   * The newest stays however large it is.
   *
   * @return one line that says how many went; empty when none did
   */
  static Optional<String> keep(Path folder, int megabytes) throws IOException {
    Path index = folder.resolve("recordings.json");
    if (!Files.isRegularFile(index)) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (String line : Files.readString(index, StandardCharsets.UTF_8).lines().toList()) {
      Optional<Path> file = file(line, folder).filter(Files::isRegularFile);
      if (file.isPresent()) {
        entries.add(new Entry(line, file.get(), Files.size(file.get())));
      }
    }
    long bytes = entries.stream().mapToLong(Entry::bytes).sum();
    int dropped = 0;
    while (bytes > megabytes * MEGABYTE && dropped < entries.size() - 1) {
      bytes -= entries.get(dropped).bytes();
      dropped++;
    }
    if (dropped == 0) {
      return Optional.empty();
    }
    rewrite(index, entries.subList(dropped, entries.size()));
    for (Entry entry : entries.subList(0, dropped)) {
      Files.deleteIfExists(entry.file());
    }
    return Optional.of(
        "dropped the "
            + (dropped == 1 ? "oldest recording" : dropped + " oldest recordings")
            + " to keep "
            + folder
            + " below "
            + megabytes
            + " MB (--recordings-limit)");
  }

  private static Optional<Path> file(String line, Path folder) {
    try {
      Path name = Path.of(JSON.readTree(line).path("file").asText()).getFileName();
      return Optional.of(folder.resolve(name));
    } catch (JsonProcessingException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The index first: a line must never name what is gone. */
  private static void rewrite(Path index, List<Entry> kept) throws IOException {
    StringBuilder text = new StringBuilder();
    kept.forEach(entry -> text.append(entry.line()).append('\n'));
    Path part = index.resolveSibling("recordings.json.part");
    Files.writeString(part, text, StandardCharsets.UTF_8);
    Files.move(part, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

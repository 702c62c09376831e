package tollgate.harness.baseline;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts several files in place together: all are written under other names first and then moved;
 * when a step fails, those that were moved are taken back.
 */
final class Placing implements AutoCloseable {

  private final Path folder;
  private final Map<Path, Path> drafts = new LinkedHashMap<>();
  private final List<Path> placed = new ArrayList<>();
  private boolean finished;

  /** Makes the folder of {@code target}. */
  Placing(Path target) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(target.toString());
    }
    this.folder = Files.createDirectories(parent);
  }

  /** Writes a draft of {@code file}, which must not exist. */
  void add(Path file, byte[] bytes) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path draft = Files.createTempFile(folder, ".tollgate-", ".part");
    drafts.put(draft, file);
    Files.write(draft, bytes);
    if (!draft.toFile().setReadable(true, false)) {
      throw new IOException("cannot be made readable");
    }
  }

  /** Moves every draft to its place, in the order they were added. */
  void finish() throws IOException {
    for (Map.Entry<Path, Path> draft : drafts.entrySet()) {
      Files.move(draft.getKey(), draft.getValue());
      placed.add(draft.getValue());
    }
    finished = true;
  }

  @Override
  public void close() throws IOException {
    for (Path draft : drafts.keySet()) {
      Files.deleteIfExists(draft);
    }
    if (!finished) {
      for (Path file : placed) {
        Files.deleteIfExists(file);
      }
    }
  }
}

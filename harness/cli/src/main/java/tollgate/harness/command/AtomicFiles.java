package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes whole files or nothing. */
final class AtomicFiles {

  private AtomicFiles() {}

  /**
   * Replaces {@code file} by {@code text} in one step. What is no regular file (a pipe, a device)
   * cannot be replaced and is written to.
   */
  static void write(Path file, CharSequence text) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      Files.writeString(file, text);
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(folder, ".tollgate-", ".part");
    try {
      Files.writeString(draft, text);
      readableAsUsual(draft);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Temporary files are private; a report is for everyone. */
  private static void readableAsUsual(Path draft) {
    draft.toFile().setReadable(true, false);
  }
}

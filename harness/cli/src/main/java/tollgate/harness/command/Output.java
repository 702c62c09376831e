package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tollgate.harness.model.InputException;
import tollgate.harness.read.FileFaults;
import tollgate.harness.render.Document;
import tollgate.harness.render.Format;
import tollgate.harness.render.Renderer;
import tollgate.harness.render.TextRenderer;

/** Hands a document to every renderer that was asked for. */
final class Output {

  private Output() {}

  /**
   * Writes the files first: what standard output shows is complete only when they are.
   *
   * @throws InputException when a file cannot be written; it then holds what it held before
   */
  static void write(Console console, OutputOptions options, Document document) throws IOException {
    for (Map.Entry<Path, Format> target : options.files(console).entrySet()) {
      StringBuilder text = new StringBuilder();
      target.getValue().renderer().render(document, text);
      try {
        AtomicFiles.write(target.getKey(), text);
      } catch (IOException e) {
        throw FileFaults.inputException(target.getKey(), e);
      }
    }
    standardOutput(console, options.format()).render(document, console.out());
  }

  /** Fails early, before minutes of measuring, when a file has no folder to lie in. */
  static void check(Console console, OutputOptions options) {
    for (Path file : options.files(console).keySet()) {
      Path folder = file.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new InputException(file + ": its folder does not exist");
      }
      if (Files.isDirectory(file)) {
        throw new InputException(file + ": is a folder");
      }
    }
  }

  private static Renderer standardOutput(Console console, Format format) {
    return format == Format.TEXT
        ? new TextRenderer(console.colours(), console.width())
        : format.renderer();
  }
}

package tollgate.harness.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** What stands behind standard output: a person's terminal, or a file or pipe. */
final class Terminal {

  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final int NARROWEST_COLUMNS = 40;
  private static final int USUAL_COLUMNS = 100;

  private Terminal() {}

  /** On a terminal, unless {@code NO_COLOR} or {@code TERM=dumb} ask for none. */
  static boolean wantsColours(Map<String, String> variables) {
    return variables.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(variables.get("TERM"))
        && isTerminal();
  }

  /** Columns of the terminal; empty when output goes elsewhere or nothing tells. */
  static OptionalInt width(Map<String, String> variables) {
    if (!isTerminal()) {
      return OptionalInt.empty();
    }
    OptionalInt told = parse(variables.getOrDefault("COLUMNS", ""));
    return told.isPresent() ? told : askTerminal();
  }

  /** Columns for what has to fit: the terminal's, else {@code COLUMNS}, else a hundred. */
  static int columns(Console console) {
    OptionalInt told = parse(console.variables().getOrDefault("COLUMNS", ""));
    return console.width().orElse(told.orElse(USUAL_COLUMNS));
  }

  /**
   * {@code System.console()} also wants standard input to be a terminal on JDK 17, and is never
   * null from JDK 22 on; the link of the open file tells the truth where there is one.
   */
  private static boolean isTerminal() {
    return isTerminal(STANDARD_OUTPUT);
  }

  /** Whether a person watches standard error. */
  static boolean errorIsTerminal() {
    return isTerminal(STANDARD_ERROR);
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return Runtime.version().feature() < 22 && System.console() != null;
    }
  }

  private static OptionalInt askTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
      }
      return parse(size.trim().replaceFirst("^\\d+ ", ""));
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }

  private static OptionalInt parse(String columns) {
    if (!columns.matches("\\d{1,4}")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.max(NARROWEST_COLUMNS, Integer.parseInt(columns)));
  }
}

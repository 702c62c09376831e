package tollgate.harness.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a command may touch of the process it runs in; tests give their own.
 *
 * @param out results: UTF-8 whatever the locale, so that a machine's file never depends on it
 * @param err progress and complaints
 * @param directory where relative paths start
 * @param variables environment variables
 * @param colours whether {@code out} is shown to a person who wants colours
 * @param width columns of the terminal behind {@code out}; empty when it is none
 */
public record Console(
    PrintWriter out,
    PrintWriter err,
    Path directory,
    Map<String, String> variables,
    boolean colours,
    OptionalInt width) {

  public Console {
    variables = Map.copyOf(variables);
  }

  /** The process's own. */
  public static Console system() {
    Map<String, String> variables = System.getenv();
    return new Console(
        writer(FileDescriptor.out, false),
        writer(FileDescriptor.err, true),
        Path.of("").toAbsolutePath(),
        variables,
        Terminal.wantsColours(variables),
        Terminal.width(variables));
  }

  /** {@code path} as the user meant it, made absolute. */
  public Path resolve(Path path) {
    return directory.resolve(path).normalize();
  }

  /** Prints one line of progress or warning, at once. */
  public void note(String line) {
    err.println(line);
    err.flush();
  }

  private static PrintWriter writer(FileDescriptor descriptor, boolean flushLines) {
    return new PrintWriter(
        new OutputStreamWriter(
            new BufferedOutputStream(new FileOutputStream(descriptor)), StandardCharsets.UTF_8),
        flushLines);
  }
}

package tollgate.benchmarks.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.Options;

/**
 * The file that JMH writes its results to.
 *
 * @param path where
 * @param type in which of JMH's formats
 */
record ResultFile(Path path, ResultFormatType type) {

  /** The file that JMH derives from the options, or none when it writes none. */
  static Optional<ResultFile> of(Options options) {
    if (!options.getResult().hasValue() && !options.getResultFormat().hasValue()) {
      return Optional.empty();
    }
    ResultFormatType type = options.getResultFormat().orElse(Defaults.RESULT_FORMAT);
    String name = Defaults.RESULT_FILE_PREFIX + "." + type.toString().toLowerCase(Locale.ROOT);
    return Optional.of(new ResultFile(Path.of(options.getResult().orElse(name)), type));
  }

  /**
   * Finds out before the measurement what JMH would only find out after it.
   *
   * @throws UsageException when the file, or a new one beside it, cannot be written
   */
  void requireWritable() throws UsageException {
    requireWritable(path, "-rff");
  }

  /**
   * Requires that a file can be written, without changing it.
   *
   * @param option the option that named it
   */
  static void requireWritable(Path path, String option) throws UsageException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new UsageException(
          option + " " + path + ": there is no directory " + directory + "; create it first");
    }
    if (Files.isDirectory(path)) {
      throw new UsageException(option + " " + path + " is a directory; name a file");
    }
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw new UsageException(option + " " + path + " cannot be written");
    }
    try {
      // Root may write anywhere, a read-only file system may not be: only trying tells.
      Files.delete(Files.createTempFile(directory, ".tollgate", ".tmp"));
    } catch (IOException e) {
      throw new UsageException(option + " " + path + ": cannot write in " + directory);
    }
  }

  /**
   * Writes results as JMH would; a reader sees all of them or the file as it was.
   *
   * @throws IOException when they cannot be written
   */
  void write(Collection<RunResult> results) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path partial = absolute.resolveSibling(absolute.getFileName() + ".partial");
    try {
      try (PrintStream out =
          new PrintStream(Files.newOutputStream(partial), false, StandardCharsets.UTF_8)) {
        ResultFormatFactory.getInstance(type, out).writeOut(results);
        if (out.checkError()) {
          throw new IOException("cannot write " + partial);
        }
      }
      Files.move(partial, absolute, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}

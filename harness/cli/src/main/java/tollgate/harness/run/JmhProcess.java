package tollgate.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One JMH process and its forks, from start to end. */
final class JmhProcess {

  /** Our own benchmarks need time to stop their servers. */
  private static final long GRACE_SECONDS = 10;

  private final Process process;
  private final Optional<Path> log;
  private volatile boolean stopping;

  private JmhProcess(Process process, Optional<Path> log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process whose standard output and error go to {@link #follow}, and to {@code log} when
   * there is one.
   *
   * @throws IOException when it cannot be started
   */
  static JmhProcess start(List<String> command, Path directory, Optional<Path> log)
      throws IOException {
    return start(command, directory, log, Map.of());
  }

  /** The same with environment variables beside our own. */
  static JmhProcess start(
      List<String> command, Path directory, Optional<Path> log, Map<String, String> variables)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.PIPE);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    return new JmhProcess(process, log);
  }

  /**
   * Hands every line to {@code listener} until the process ends.
   *
   * @return its exit code
   * @throws IOException when the log cannot be written; the process is stopped then
   */
  int follow(Consumer<String> listener) throws IOException, InterruptedException {
    return follow(listener, live -> {});
  }

  /**
   * The same, with what is said of iterations under way kept apart: it is not in the log either.
   *
   * @param live takes it, a line at a time
   */
  int follow(Consumer<String> listener, Consumer<String> live)
      throws IOException, InterruptedException {
    Charset spoken = Charset.defaultCharset();
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(process.getInputStream(), spoken));
        Writer out = open(log)) {
      List<String> whole = new ArrayList<>();
      LiveLines split = new LiveLines(whole::add, live);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        split.accept(line);
        for (String each : whole) {
          out.write(each);
          out.write(System.lineSeparator());
          out.flush();
          listener.accept(each);
        }
        whole.clear();
      }
    } catch (IOException e) {
      // A killed process may leave its pipe broken: that is no fault of the log.
      if (!stopping && process.isAlive()) {
        stop();
        throw e;
      }
    }
    return process.waitFor();
  }

  private static Writer open(Optional<Path> log) throws IOException {
    return log.isPresent()
        ? Files.newBufferedWriter(
            log.get(), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
        : Writer.nullWriter();
  }

  /** Asks the process to end, then ends what is left of it and of its children. */
  void stop() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    stopping = true;
    // Unlike Process.destroy(), this leaves its output open: its last words are worth hearing.
    process.toHandle().destroy();
    boolean ended = process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

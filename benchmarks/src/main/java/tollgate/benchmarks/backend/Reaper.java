package tollgate.benchmarks.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A shell process that ends what this JVM leaves behind when it is killed without a chance to clean
 * up. PostgreSQL needs it: its server detaches from whoever starts it, and does not notice the
 * starter's death.
 *
 * <p>It is started before anything that it watches over, holds no stream of ours but its input, and
 * lives in a session of its own, where neither Ctrl-C nor a signal to our process group reaches it.
 */
final class Reaper implements AutoCloseable {
  private static final String NAME = "tollgate-reaper";

  private final Process process;
  private final OutputStream lines;

  private Reaper(Process process) {
    this.process = process;
    this.lines = process.getOutputStream();
  }

  static Reaper start() {
    try {
      return new Reaper(
          new ProcessBuilder(command(script()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new BackendException("the process that cleans up after us cannot be started: " + e, e);
    }
  }

  /** A command that runs the shell script in a session of its own where the system can. */
  private static List<String> command(String script) {
    return List.of(
        "sh",
        "-c",
        "trap '' INT TERM HUP\n"
            + "if command -v setsid >/dev/null 2>&1; then exec setsid sh -c \"$1\" \"$0\"; fi\n"
            + "exec sh -c \"$1\" \"$0\"",
        NAME,
        script);
  }

  private static String script() throws IOException {
    try (InputStream in = Reaper.class.getResourceAsStream("reaper.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Whether a process is one of these, of whichever JVM: whoever kills others spares it. */
  static boolean is(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of()).contains(NAME);
  }

  /** From now on the server whose data lies in {@code directory/data} dies with this JVM. */
  void watchPostgres(Path directory) {
    tell("postgres " + directory);
  }

  /** From now on the server whose process id is in {@code directory/pid} dies with this JVM. */
  void watchRedis(Path directory) {
    tell("redis " + directory);
  }

  /** From now on what is mounted there is unmounted when this JVM dies, after the servers. */
  void watchMount(Path directory) {
    tell("mount " + directory);
  }

  /** From now on the container is removed when this JVM dies, where a docker command exists. */
  void watchContainer(String id) {
    tell("container " + id);
  }

  /**
   * From now on the process is killed when this JVM dies: one that has been stopped by a signal
   * does not find out.
   */
  void watchStopped(long pid) {
    tell("stopped " + pid);
  }

  /** The process goes on, and is left alone from now on. */
  void leaveStopped() {
    tell("stopped ");
  }

  /** The file is deleted when this JVM dies: it holds the addresses, and with them a password. */
  void watchFile(Path file) {
    tell("file " + file);
  }

  private void tell(String line) {
    try {
      lines.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      lines.flush();
    } catch (IOException e) {
      throw new BackendException("the process that cleans up after us has died: " + e, e);
    }
  }

  /** Lets it end what is still there, and waits for it. */
  @Override
  public void close() {
    try {
      lines.close();
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

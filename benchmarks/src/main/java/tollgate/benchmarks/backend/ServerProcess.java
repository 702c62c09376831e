package tollgate.benchmarks.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server of ours in a JVM of its own, which ends when this JVM does, however that happens: it
 * prints {@code PORT <port>} once it listens, and stops when its standard input ends.
 */
final class ServerProcess implements AutoCloseable {
  private static final long START_SECONDS = 30;

  private final Process process;
  private final int port;
  private volatile boolean closed;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param name for messages, such as {@code hub}
   * @param jvmOptions of its JVM
   * @param main its main class, from our own class path
   * @param input lines it reads first; here and not on the command line, which everyone can read
   * @param onDeath takes one line when it ends by itself
   * @throws BackendException when it does not come to listen
   */
  static ServerProcess start(
      String name,
      List<String> jvmOptions,
      Class<?> main,
      List<String> input,
      Consumer<String> onDeath) {
    Process process;
    try {
      process =
          new ProcessBuilder(command(name, jvmOptions, main))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new BackendException("the " + name + " cannot be started: " + Lines.of(e), e);
    }
    tell(process, input);
    ServerProcess server = new ServerProcess(process, readPort(name, process));
    process
        .onExit()
        .thenAccept(
            exited -> {
              if (!server.closed) {
                onDeath.accept("its process ended with exit code " + exited.exitValue());
              }
            });
    return server;
  }

  /** Ctrl-C reaches every process of the terminal; a server lives until our end closes. */
  private static List<String> command(String name, List<String> jvmOptions, Class<?> main) {
    List<String> command = new ArrayList<>();
    if (!System.getProperty("os.name").startsWith("Windows")) {
      command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "tollgate-" + name));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }

  /** A server that is dead already is found out by the port it does not name. */
  private static void tell(Process process, List<String> input) {
    try {
      OutputStream out = process.getOutputStream();
      for (String line : input) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  private static int readPort(String name, Process process) {
    // Never closed while the process lives: its output would break.
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String failed = "the " + name + " cannot be started: ";
    try {
      String line = line(reader).get(START_SECONDS, TimeUnit.SECONDS);
      if (line != null && line.startsWith("PORT ")) {
        return Integer.parseInt(line.substring("PORT ".length()));
      }
      throw new BackendException(failed + "it ended before it listened");
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
      throw new BackendException(
          failed + "it did not say within " + START_SECONDS + " s where it listens", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new BackendException(failed + "interrupted", e);
    }
  }

  private static CompletableFuture<@Nullable String> line(BufferedReader reader) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return reader.readLine();
          } catch (IOException e) {
            return null;
          }
        });
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Ends it at once, as a crash would, and waits until it is gone. */
  void kill() {
    closed = true;
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    closed = true;
    try {
      process.getOutputStream().close();
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package tollgate.benchmarks.backend;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.backend.hub.HubServer;

/** The hub in a JVM of its own, which ends when this JVM does, however that happens. */
final class HubProcess implements AutoCloseable {
  /** Fixed, so that figures do not depend on how much memory the machine has. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xms512m",
          "-Xmx512m",
          "-XX:+UseParallelGC",
          "-XX:-UsePerfData",
          // The server library would otherwise log to java.util.logging, past our settings.
          "-Dorg.jboss.logging.provider=slf4j");

  private static final long START_SECONDS = 30;

  private final Process process;
  private final HubAddress address;
  private volatile boolean closed;

  private HubProcess(Process process, HubAddress address) {
    this.process = process;
    this.address = address;
  }

  static HubProcess start(Consumer<String> onDeath) {
    Process process;
    try {
      process =
          new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new BackendException("the hub cannot be started: " + Lines.of(e), e);
    }
    HubProcess hub = new HubProcess(process, new HubAddress(readPort(process)));
    process
        .onExit()
        .thenAccept(
            exited -> {
              if (!hub.closed) {
                onDeath.accept("its process ended with exit code " + exited.exitValue());
              }
            });
    return hub;
  }

  /**
   * Ctrl-C reaches every process of the terminal; the hub lives until our end of its input closes.
   */
  private static List<String> command() {
    List<String> command = new ArrayList<>();
    if (!System.getProperty("os.name").startsWith("Windows")) {
      command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "tollgate-hub"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), HubServer.class.getName()));
    return command;
  }

  private static int readPort(Process process) {
    // Never closed while the process lives: its output would break.
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    try {
      String line = line(reader).get(START_SECONDS, TimeUnit.SECONDS);
      if (line != null && line.startsWith("PORT ")) {
        return Integer.parseInt(line.substring("PORT ".length()));
      }
      throw new BackendException("the hub cannot be started: it ended before it listened");
    } catch (TimeoutException | ExecutionException e) {
      throw stopped(process, "it did not say within " + START_SECONDS + " s where it listens", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped(process, "interrupted", e);
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

  private static BackendException stopped(Process process, String why, Exception cause) {
    process.destroyForcibly();
    return new BackendException("the hub cannot be started: " + why, cause);
  }

  HubAddress address() {
    return address;
  }

  BackendFacts facts() {
    return new BackendFacts(
        "hub",
        "process",
        Runtime.version().toString(),
        Map.of("jvmOptions", String.join(" ", JVM_OPTIONS), "server", "Undertow"));
  }

  long pid() {
    return process.pid();
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

package tollgate.benchmarks.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.backend.platform.PlatformServer;

/**
 * The reference platform in a JVM of its own. Scenarios of failures start one for themselves, since
 * they stop and kill it; all others use the invocation's, through {@link Backends#platform()}.
 */
public final class PlatformProcess implements AutoCloseable {
  /** Fixed, so that figures do not depend on how much memory the machine has. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xms256m",
          "-Xmx256m",
          "-XX:+UseParallelGC",
          "-XX:-UsePerfData",
          "-Dorg.jboss.logging.provider=slf4j");

  private final ServerProcess process;
  private @Nullable Reaper guard;

  private PlatformProcess(ServerProcess process) {
    this.process = process;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param database what it keeps its data in; a proxy in between will do
   * @return a platform that the caller closes
   * @throws BackendException when it cannot be started
   */
  public static PlatformProcess start(PostgresAddress database) {
    return start(database, why -> {});
  }

  static PlatformProcess start(PostgresAddress database, Consumer<String> onDeath) {
    return new PlatformProcess(
        ServerProcess.start(
            "platform",
            JVM_OPTIONS,
            PlatformServer.class,
            List.of(database.url(), database.user(), database.password()),
            onDeath));
  }

  /**
   * Where it answers.
   *
   * @return on the loopback interface
   */
  public PlatformAddress address() {
    return PlatformAddress.local(process.port());
  }

  /**
   * Lets it compile what it does before anything is measured, as the invocation's platform has.
   * Leaves the data as they were.
   *
   * @param database in which it keeps them
   * @param time how long; nothing is done when it is zero
   * @throws BackendException when it does not answer as it should
   */
  public void warmUp(PostgresAddress database, Duration time) {
    PlatformWarmUp.run(address(), database, time);
  }

  BackendFacts facts() {
    return new BackendFacts(
        "platform",
        "process",
        Runtime.version().toString(),
        Map.of("jvmOptions", String.join(" ", JVM_OPTIONS), "server", "Undertow"));
  }

  long pid() {
    return process.pid();
  }

  /**
   * Stops its threads where they are, as a long pause would (SIGSTOP), until {@link #resume}. If
   * this JVM dies before that, the platform does too: stopped, it would not see our end.
   *
   * @throws BackendException when the signal cannot be sent
   */
  public void pause() {
    Reaper reaper = Reaper.start();
    guard = reaper;
    reaper.watchStopped(process.pid());
    signal("STOP");
  }

  /**
   * Lets it go on.
   *
   * @throws BackendException when the signal cannot be sent
   */
  public void resume() {
    signal("CONT");
    dismissGuard();
  }

  private void dismissGuard() {
    Reaper reaper = guard;
    if (reaper != null) {
      guard = null;
      reaper.leaveStopped();
      reaper.close();
    }
  }

  private void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      if (exit != 0) {
        throw new BackendException("the platform cannot be sent the signal " + name);
      }
    } catch (IOException e) {
      throw new BackendException("the platform cannot be sent the signal " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted", e);
    }
  }

  /** Ends it at once, as a crash would (SIGKILL). */
  public void kill() {
    process.kill();
    dismissGuard();
  }

  /** Lets it finish what it has begun, and ends it. */
  @Override
  public void close() {
    process.close();
    dismissGuard();
  }
}

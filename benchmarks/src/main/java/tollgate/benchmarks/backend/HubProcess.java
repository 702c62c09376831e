package tollgate.benchmarks.backend;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tollgate.benchmarks.backend.hub.HubServer;

/** The hub in a JVM of its own. */
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

  private final ServerProcess process;

  private HubProcess(ServerProcess process) {
    this.process = process;
  }

  static HubProcess start(Consumer<String> onDeath) {
    return new HubProcess(
        ServerProcess.start("hub", JVM_OPTIONS, HubServer.class, List.of(), onDeath));
  }

  HubAddress address() {
    return new HubAddress(process.port());
  }

  BackendFacts facts() {
    return new BackendFacts(
        "hub",
        "process",
        Runtime.version().toString(),
        Map.of(
            "jvmOptions",
            String.join(" ", JVM_OPTIONS),
            "server",
            "Undertow",
            "ioThreads",
            Integer.toString(HubServer.ioThreads())));
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.close();
  }
}

package tollgate.benchmarks.backend;

import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL server of one invocation, whose death is told. */
final class WatchedPostgres implements AutoCloseable {
  private final PostgresServer server;
  private final Consumer<String> onDeath;
  private @Nullable PostgresWatch watch;

  private WatchedPostgres(PostgresServer server, Consumer<String> onDeath) {
    this.server = server;
    this.onDeath = onDeath;
  }

  /**
   * Starts the server of this choice, or connects to it. It is not watched yet.
   *
   * @param afterUs stops what was started, should this JVM be killed
   * @param progress takes a line on what lasts
   * @param onDeath takes one line naming the server, if it dies while it is watched; called on a
   *     thread of its own
   * @throws BackendException when there is none
   */
  static WatchedPostgres open(
      PostgresChoice choice, Reaper afterUs, Consumer<String> progress, Consumer<String> onDeath) {
    return new WatchedPostgres(server(choice, afterUs, progress), onDeath);
  }

  private static PostgresServer server(
      PostgresChoice choice, Reaper afterUs, Consumer<String> progress) {
    if (choice instanceof PostgresChoice.External external) {
      return ExternalServer.open(external.address());
    }
    if (choice instanceof PostgresChoice.Container container) {
      return ContainerServer.start(container.image(), afterUs, progress);
    }
    return EmbeddedServer.start(afterUs);
  }

  /**
   * Watches it from now on.
   *
   * @return what must be known about it
   * @throws BackendException when it cannot be used
   */
  BackendFacts watch() {
    String name = "PostgreSQL (" + server.kind() + ")";
    try {
      BackendFacts facts = PostgresFacts.read(server);
      watch =
          new PostgresWatch(
              server.address(),
              why -> {
                String words = server.lastWords();
                onDeath.accept(name + " died: " + (words.isEmpty() ? why : words));
              });
      return facts;
    } catch (SQLException e) {
      throw new BackendException(name + " cannot be used: " + Lines.of(e), e);
    }
  }

  PostgresAddress address() {
    return server.address();
  }

  /** Where we started it as a process on this machine: its id. */
  OptionalLong pid() {
    return server.pid();
  }

  /** From now on its end is no death. */
  void unwatch() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  /** Gives the server back. */
  @Override
  public void close() {
    unwatch();
    server.close();
  }
}

package tollgate.benchmarks.backend;

import java.util.OptionalLong;

/**
 * A PostgreSQL server that is ready for connections, wherever it came from. A further kind of
 * server is a class that implements this and a case of {@link PostgresChoice}.
 */
interface PostgresServer extends AutoCloseable {

  /** Where it listens. */
  PostgresAddress address();

  /** How it was obtained: {@code embedded}, {@code external} or {@code container}. */
  String kind();

  /**
   * What the server's own log says last, to explain why it died.
   *
   * @return one line, empty when nothing is known
   */
  default String lastWords() {
    return "";
  }

  /**
   * The server's process, where it is one that we started on this machine.
   *
   * @return its process id
   */
  default OptionalLong pid() {
    return OptionalLong.empty();
  }

  /** Gives it back: what we started is stopped, what we only used is left without our schema. */
  @Override
  void close();
}

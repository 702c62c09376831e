package tollgate.benchmarks.backend;

/**
 * What benchmark states call to reach the servers they need.
 *
 * <p>In a fork started by our {@code Main} the servers run already. In any other JVM (an IDE,
 * {@code org.openjdk.jmh.Main}, another runner) the first call starts the server, once per JVM, and
 * the end of the JVM stops it.
 */
public final class Backends {
  private Backends() {}

  /**
   * The PostgreSQL server of this invocation.
   *
   * @return where it listens; the same in every fork of one invocation
   * @throws BackendException when it cannot be started
   */
  public static PostgresAddress postgres() {
    throw new BackendException("PostgreSQL cannot be started yet");
  }

  /**
   * The hub of this invocation.
   *
   * @return where it listens; the same in every fork of one invocation
   * @throws BackendException when it cannot be started
   */
  public static HubAddress hub() {
    throw new BackendException("the hub cannot be started yet");
  }
}

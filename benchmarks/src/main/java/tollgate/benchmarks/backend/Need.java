package tollgate.benchmarks.backend;

/** A server that a benchmark cannot run without. */
public enum Need {
  /** A PostgreSQL server, reached through {@link Backends#postgres()}. */
  POSTGRES,
  /** The WebSocket and HTTP server in a JVM of its own, reached through {@link Backends#hub()}. */
  HUB,
  /**
   * The agent platform that scenarios load, reached through {@link Backends#platform()}. The
   * reference platform keeps its data in the invocation's PostgreSQL server, which is started with
   * it.
   */
  PLATFORM,
  /** A Redis server, reached through {@link Backends#redis()}. */
  REDIS
}

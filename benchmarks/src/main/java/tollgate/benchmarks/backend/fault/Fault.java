package tollgate.benchmarks.backend.fault;

/** What is wrong with a network path. */
public sealed interface Fault {
  /** Nothing. */
  record None() implements Fault {}

  /**
   * What is sent arrives later; its order is kept.
   *
   * @param millis by how much
   * @param jitterMillis and by how much more at most, evenly spread
   */
  record Delay(int millis, int jitterMillis) implements Fault {}

  /**
   * What is sent arrives at a limited rate.
   *
   * @param bytesPerSecond of each connection and direction, at least 1,000
   */
  record Bandwidth(int bytesPerSecond) implements Fault {
    /** Checks the rate. */
    public Bandwidth {
      if (bytesPerSecond < 1_000) {
        throw new IllegalArgumentException("a bandwidth is at least 1000 bytes per second");
      }
    }
  }

  /** Connections are cut (RST), those that are open and those that come. */
  record Reset() implements Fault {}

  /** Nothing arrives, in either direction, and nobody is told; new connections are accepted. */
  record BlackHole() implements Fault {}

  /** What the client sends arrives; the answers do not. */
  record HalfOpen() implements Fault {}
}

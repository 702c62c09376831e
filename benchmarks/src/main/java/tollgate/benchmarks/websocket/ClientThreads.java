package tollgate.benchmarks.websocket;

/** Threads that the client of the hub keeps. */
final class ClientThreads {
  private final long before;

  /** Counts what is there before the client: whatever comes later is the client's. */
  ClientThreads() {
    before = besideAgents();
  }

  /** Those that there are now and were not before. */
  long now() {
    return besideAgents() - before;
  }

  /** Some agents may not have started yet: they are not counted at any time. */
  private static long besideAgents() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().contains("-jmh-worker-"))
        .count();
  }
}

package tollgate.benchmarks.backend.platform;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.stream.Stream;

/**
 * What the platform uses.
 *
 * @param heapUsedBytes heap in use now
 * @param heapPeakBytes the most that was in use since the last {@link #startPeak}, garbage included
 * @param inFlight requests begun and not ended
 * @param waitingForDatabase those of them that wait for a connection
 * @param refused requests refused with 503 since the start
 * @param threads that its JVM has, of the operating system
 * @param databaseConnections in its pool, lent or idle
 */
record Usage(
    long heapUsedBytes,
    long heapPeakBytes,
    int inFlight,
    int waitingForDatabase,
    long refused,
    int threads,
    int databaseConnections) {

  /** From now on the peak counts; garbage of what was before does not. */
  static void startPeak() {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static Stream<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  /** One reading, after a garbage collection if {@code settled}. */
  static Usage now(boolean settled, Api api, Database database) {
    long peak = heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    if (settled) {
      System.gc();
    }
    return new Usage(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        peak,
        api.inFlight(),
        database.waiting(),
        api.refused(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        database.connections());
  }
}

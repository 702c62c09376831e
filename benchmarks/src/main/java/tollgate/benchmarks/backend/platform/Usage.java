package tollgate.benchmarks.backend.platform;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * What the platform uses.
 *
 * @param heapUsedBytes heap in use now
 * @param heapPeakBytes the most that was in use since the last reading, garbage included
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

  /** One reading, after a garbage collection if {@code settled}. */
  static Usage now(boolean settled, Api api, Database database) {
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
        pool.resetPeakUsage();
      }
    }
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

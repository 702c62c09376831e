package tollgate.probe.memory;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Collects garbage, when nobody measures. */
final class Garbage {
  /** For what has to be finalised or cleaned, which the first collection only queues. */
  private static final long PAUSE_MILLIS = 20;

  private Garbage() {}

  /**
   * Collects twice.
   *
   * @return false when the JVM collected nothing: it was told not to, or has no collector
   */
  static boolean collect() {
    long before = collections();
    System.gc();
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.gc();
    return collections() > before;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}

package tollgate.probe.memory;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** This JVM's heap. */
final class Heap {
  private Heap() {}

  /** In use now, garbage included, in bytes. */
  static double used() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Lets the peaks begin anew. */
  static void resetPeak() {
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /**
   * Upper bound of what was in use at one time, garbage included, in bytes: the sum of the pools'
   * peaks, which need not fall together.
   */
  static double peak() {
    return pools().stream().mapToDouble(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isValid())
        .toList();
  }
}

package tollgate.benchmarks.measure;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM holds in memory: objects in its heap, and everything outside of it.
 *
 * <p>A process's resident memory alone does not tell. It grows with garbage too, by every page of
 * the heap that is touched for the first time. So what is outside the heap is known only where the
 * whole heap is resident from the start and stays so: {@code -Xms} and {@code -Xmx} alike, and
 * {@code -XX:+AlwaysPreTouch}.
 */
public final class Memory {
  /** Adds up the pages themselves; the sums in {@link #STATUS} may lag behind. */
  private static final Path PAGES = Path.of("/proc/self/smaps_rollup");

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long PAUSE_NANOS = 20_000_000;
  private static final long COMPILED_NANOS = 100_000_000;
  private static final int MOST_COMPILED_LOOKS = 30;

  private Memory() {}

  /**
   * One reading, in bytes.
   *
   * @param heap objects in the heap
   * @param outside resident memory outside the heap: stacks, buffers, code, classes, the JVM's own;
   *     NaN where it is not known, see {@link Memory}
   * @param outsidePeak its highest value since the process started; NaN likewise
   * @param residentPeak highest resident memory of the process, its whole heap included; NaN where
   *     /proc does not tell
   */
  public record Reading(double heap, double outside, double outsidePeak, double residentPeak) {}

  /**
   * Reads after garbage was collected, the just-in-time compiler came to rest, and what the native
   * allocator keeps of freed memory was given back: growth from one such reading to the next is
   * what somebody holds. Takes some tenths of a second.
   *
   * @return what is retained
   */
  public static Reading settled() {
    // Reading itself needs classes and keeps what it needs: megabytes, the first time.
    read();
    return read();
  }

  private static Reading read() {
    awaitCompiler();
    // Twice: the first collection may only queue what has to be cleaned.
    System.gc();
    Work.pause(PAUSE_NANOS);
    System.gc();
    // At once: what follows leaves garbage.
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    Work.pause(PAUSE_NANOS);
    trim();
    double residentHeap = heapIsResident() ? heap.getCommitted() : Double.NaN;
    double peak = bytes(STATUS, "VmHWM");
    return new Reading(
        heap.getUsed(), bytes(PAGES, "Rss") - residentHeap, peak - residentHeap, peak);
  }

  /** A compilation holds megabytes while it lasts, up to some seconds after what it compiles. */
  private static void awaitCompiler() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    if (compiler == null || !compiler.isCompilationTimeMonitoringSupported()) {
      return;
    }
    long before = -1;
    for (int look = 0; look < MOST_COMPILED_LOOKS; look++) {
      long now = compiler.getTotalCompilationTime();
      if (now == before) {
        return;
      }
      before = now;
      Work.pause(COMPILED_NANOS);
    }
  }

  /** What {@code jcmd PID System.trim_native_heap} does; not every JVM has it. */
  private static void trim() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "systemTrimNativeHeap",
              null,
              null);
    } catch (JMException e) {
      // Then freed memory is counted as held: more than the truth, never less.
    }
  }

  private static boolean heapIsResident() {
    return option("AlwaysPreTouch").equals("true")
        && option("InitialHeapSize").equals(option("MaxHeapSize"));
  }

  private static String option(String name) {
    @Nullable HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return hotSpot == null ? "" : hotSpot.getVMOption(name).getValue();
  }

  private static double bytes(Path file, String field) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) * 1024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}

package tollgate.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this JVM holds in memory. */
public final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Memory() {}

  /**
   * One reading.
   *
   * @param heapBytes heap in use
   * @param residentBytes memory of the process that is in RAM; -1 where /proc does not tell
   * @param residentPeakBytes its highest value since the process started; -1 likewise
   */
  public record Reading(long heapBytes, long residentBytes, long residentPeakBytes) {}

  /**
   * Reads as it is, garbage included.
   *
   * @return the state now
   */
  public static Reading now() {
    return new Reading(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        status("VmRSS"),
        status("VmHWM"));
  }

  /**
   * Reads after collecting garbage, twice, because the first collection may only queue what has to
   * be finalised or cleaned.
   *
   * @return what is retained
   */
  public static Reading settled() {
    System.gc();
    Work.pause(20_000_000);
    System.gc();
    return now();
  }

  private static long status(String field) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}

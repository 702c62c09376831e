package tollgate.probe.ledger;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who had the processors: this process, and everybody. */
final class HostClock {

  /** {@code /proc/stat} counts in hundredths of a second on every Linux (USER_HZ). */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int USER = 1;
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;
  private static final int STEAL = 8;

  private HostClock() {}

  static void read(HostSnapshot snapshot) {
    snapshot.nanos = System.nanoTime();
    snapshot.processors = Runtime.getRuntime().availableProcessors();
    snapshot.processNanos = processNanos();
    snapshot.hostBusyNanos = hostBusyNanos();
  }

  private static long processNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean bean
        ? bean.getProcessCpuTime()
        : -1;
  }

  private static long hostBusyNanos() {
    try {
      String first = Files.readAllLines(Path.of("/proc/stat")).get(0);
      String[] ticks = first.trim().split("\\s+");
      long busy = 0;
      for (int i = USER; i <= STEAL && i < ticks.length; i++) {
        busy += i == IDLE || i == IO_WAIT ? 0 : Long.parseLong(ticks[i]);
      }
      return busy * NANOS_PER_TICK;
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }
}

package tollgate.benchmarks.backend;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections a process may have open. Each takes a file descriptor on either side, and
 * the operating system limits these per process: {@code ulimit -n}.
 */
public final class Descriptors {
  /** What a JVM with JMH, or a server, needs for itself. */
  private static final int SPARE = 100;

  private Descriptors() {}

  /**
   * Refuses what would fail half-way. Processes started by this one have the same limit.
   *
   * @param connections open at once in one process
   * @throws IllegalArgumentException with one line that says what to do, when the limit is too low
   */
  public static void require(long connections) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      require(connections, unix.getMaxFileDescriptorCount());
    }
  }

  /** A limit below 0 is none. */
  static void require(long connections, long limit) {
    if (limit >= 0 && limit < connections + SPARE) {
      throw new IllegalArgumentException(
          "%d connections need more than the %d file descriptors that a process may have: ulimit -n %d"
              .formatted(connections, limit, connections + SPARE));
    }
  }
}

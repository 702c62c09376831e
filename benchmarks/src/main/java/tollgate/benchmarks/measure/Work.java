package tollgate.benchmarks.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.infra.Blackhole;

/** The two things an agent does by itself: wait for something slow, and compute. */
public final class Work {
  /** Some 4 µs between two looks at the clock, which costs 0.3 µs itself. */
  private static final long TOKENS_PER_LOOK = 2_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Work() {}

  /**
   * Waits without using the CPU, as for a model's or a server's answer. The operating system adds
   * about 60 µs, and more when the CPUs are busy.
   *
   * @param nanos at least so long; 0 returns at once
   */
  public static void pause(long nanos) {
    if (nanos <= 0) {
      return;
    }
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  /**
   * Computes until the calling thread has used that much CPU time, however long that takes when it
   * has to share the CPUs. Time rather than a count of steps, so that a slower clock rate or a
   * noisy neighbour is not taken for coordination.
   *
   * @param nanos CPU time of the thread, to about 5 µs; 0 returns at once
   * @return CPU time used, nanoseconds
   */
  public static long compute(long nanos) {
    if (nanos <= 0) {
      return 0;
    }
    long start = THREADS.getCurrentThreadCpuTime();
    long used;
    do {
      Blackhole.consumeCPU(TOKENS_PER_LOOK);
      used = THREADS.getCurrentThreadCpuTime() - start;
    } while (used < nanos);
    return used;
  }
}

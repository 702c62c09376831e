package tollgate.probe.warmup;

import java.util.function.LongSupplier;

/**
 * Waits until something that counts its own work has stopped working.
 *
 * <p>It looks every {@link #LOOK_NANOS}; work of less than a tenth of the time between {@value
 * #QUIET_LOOKS} looks in a row is rest. One quiet look is not enough: the kernel's statistics of a
 * running thread are up to a tick (1 to 10 ms) old.
 */
final class Settling {
  static final long LOOK_NANOS = 15_000_000;
  static final int QUIET_LOOKS = 2;

  private final LongSupplier workNanos;
  private final Clock clock;
  private final long limitNanos;

  /** Time and its passing, so that tests have their own. */
  interface Clock {
    /** As {@link System#nanoTime}. */
    long nanos();

    /** Returns later, or at once with the thread's interrupt flag set. */
    void sleep(long nanos);
  }

  /**
   * A wait that can be repeated.
   *
   * @param workNanos the work so far
   * @param limitNanos the longest that one wait takes
   */
  Settling(LongSupplier workNanos, Clock clock, long limitNanos) {
    this.workNanos = workNanos;
    this.clock = clock;
    this.limitNanos = limitNanos;
  }

  /** True when it came to rest, false when the limit or an interrupt came first. */
  boolean await() {
    long start = clock.nanos();
    long seen = start;
    long work = workNanos.getAsLong();
    int quiet = 0;
    while (quiet < QUIET_LOOKS) {
      if (seen - start >= limitNanos || Thread.currentThread().isInterrupted()) {
        return false;
      }
      clock.sleep(LOOK_NANOS);
      long now = clock.nanos();
      long done = workNanos.getAsLong();
      quiet = done - work < (now - seen) / 10 ? quiet + 1 : 0;
      seen = now;
      work = done;
    }
    return true;
  }
}

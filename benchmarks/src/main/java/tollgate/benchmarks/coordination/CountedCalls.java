package tollgate.benchmarks.coordination;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Control;

/**
 * Makes the operations that JMH counts for one agent those that the agent completed, where an
 * operation waits for what other agents do.
 *
 * <p>JMH counts every call of the measured loop, whatever came of it. When the time is up, a thread
 * stays at work, uncounted, until the last counted call has ended. So a call that is not of that
 * kind goes on waiting, for a limited time, and only the others give up: each agent's measured time
 * then begins and ends with something completed. Where threads do not stay ({@code -si false}), and
 * where the limit was reached, a call ends without anything completed; the agent's next counted
 * call completes that much more.
 */
final class CountedCalls {
  private final boolean singleShots;
  private final boolean othersStay;
  private final long graceNanos;
  private @Nullable Control iteration;
  private boolean measuredBefore;
  private boolean counted;
  private boolean staying;
  private boolean timeIsUp;
  private long giveUpNanos;
  private long owed;

  /**
   * For one agent of a trial.
   *
   * @param stepMicros how long an agent takes by itself: all of them, one after the other, twice,
   *     and a second are what a call may take when the time is up
   */
  CountedCalls(BenchmarkParams params, long stepMicros) {
    this(
        params.getMode() == Mode.SingleShotTime,
        params.shouldSynchIterations(),
        TimeUnit.SECONDS.toNanos(1)
            + TimeUnit.MICROSECONDS.toNanos(2 * params.getThreads() * stepMicros));
  }

  CountedCalls(boolean singleShots, boolean othersStay, long graceNanos) {
    this.singleShots = singleShots;
    this.othersStay = othersStay || singleShots;
    this.graceNanos = graceNanos;
  }

  /** A call of the benchmark begins; JMH has another {@code control} for each iteration. */
  void begin(Control control) {
    if (iteration != control) {
      iteration = control;
      measuredBefore = false;
    }
    // The measured loop makes its first call even when the time is up already.
    staying = !singleShots && measuredBefore && control.stopMeasurement;
    counted = singleShots || (control.startMeasurement && !staying);
    measuredBefore |= counted;
    timeIsUp = false;
    if (counted) {
      owed++;
    }
  }

  /**
   * Whether the others stay at work until the call has ended: what it waits for comes, then, unless
   * one of them fails.
   */
  boolean othersGoOn() {
    return othersStay && !staying;
  }

  /** Whether a call that has waited in vain for a while should end without anything completed. */
  boolean givesUp(Control control) {
    if (!control.stopMeasurement) {
      return false;
    }
    if (!othersGoOn()) {
      return true;
    }
    long now = System.nanoTime();
    if (!timeIsUp) {
      timeIsUp = true;
      giveUpNanos = now + graceNanos;
    }
    return now - giveUpNanos >= 0;
  }

  /**
   * Something was completed.
   *
   * @return whether the same call has to complete more
   */
  boolean completed() {
    if (counted) {
      owed--;
    }
    return counted && owed > 0;
  }
}

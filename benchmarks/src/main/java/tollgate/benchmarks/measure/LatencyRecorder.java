package tollgate.benchmarks.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.Control;

/**
 * The durations that one thread saw in the measured part of one iteration.
 *
 * <p>Whether an operation counts is decided when it begins. JMH ends the measured part at a set
 * time, whoever is under way, and keeps all threads at work until the last has come back. Were it
 * decided when an operation ends, those under way would be missing; long ones are under way more
 * often, and one as long as an iteration would never be seen.
 *
 * <p>Only the thread that created it may record; it takes no lock. Durations are kept to 64 ns up
 * to 131 µs and to three significant digits from there to ten minutes, where they are cut off.
 */
public final class LatencyRecorder {
  /** The {@link #start} of what does not count. */
  public static final long UNMEASURED = Long.MIN_VALUE;

  private static final long LOWEST_NANOS = 64;
  private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Histogram histogram = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  private long sumNanos;
  private long emptiedNanos = System.nanoTime();
  private boolean counts = true;

  LatencyRecorder() {}

  /**
   * An operation begins: what {@link #record} is told until the next call counts when the iteration
   * is being measured now. JMH calls the benchmark before and after the measured part too, while
   * threads still start or already leave, and what begins there meets less competition.
   *
   * @param control the argument of the benchmark method in this invocation
   */
  public void within(Control control) {
    counts = measuring(control);
  }

  /**
   * Records one duration, unless the operation does not count. Without a call of {@link #within}
   * all count.
   *
   * @param nanos a difference of two {@link System#nanoTime()} readings; negative counts as zero
   * @return whether it was recorded
   */
  public boolean record(long nanos) {
    if (counts) {
      add(nanos);
    }
    return counts;
  }

  /**
   * A message or the like goes out now, and whoever receives it is going to record how long it
   * took.
   *
   * @param control the argument of the benchmark method in the sender's invocation
   * @return {@link System#nanoTime()} while the iteration is being measured, else {@link
   *     #UNMEASURED}
   */
  public static long start(Control control) {
    return measuring(control) ? System.nanoTime() : UNMEASURED;
  }

  /**
   * Records the time since a start, unless that does not count or was in an earlier iteration.
   *
   * @param start from {@link #start}, of any thread
   * @return whether it was recorded
   */
  public boolean recordSince(long start) {
    return recordBetween(start, System.nanoTime());
  }

  /**
   * Records the time from a start to an end, unless the start does not count or was in an earlier
   * iteration: nobody works between two iterations, and what lies in an inbox just waits.
   *
   * @param start from {@link #start}, of any thread
   * @param end a reading of {@link System#nanoTime()}
   * @return whether it was recorded
   */
  public boolean recordBetween(long start, long end) {
    if (start == UNMEASURED || start - emptiedNanos < 0) {
      return false;
    }
    add(end - start);
    return true;
  }

  /** What is recorded until the next call of {@link #within} does not count. */
  void ignore() {
    counts = false;
  }

  /** Whether the operation under way counts. */
  boolean counts() {
    return counts;
  }

  private static boolean measuring(Control control) {
    return control.startMeasurement && !control.stopMeasurement;
  }

  private void add(long nanos) {
    long clipped = Math.min(Math.max(nanos, 0), HIGHEST_NANOS);
    histogram.recordValue(clipped);
    sumNanos += clipped;
  }

  void addTo(Histogram total) {
    total.add(histogram);
  }

  long sumNanos() {
    return sumNanos;
  }

  void reset() {
    histogram.reset();
    sumNanos = 0;
    emptiedNanos = System.nanoTime();
  }

  static Histogram emptyHistogram() {
    return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  }
}

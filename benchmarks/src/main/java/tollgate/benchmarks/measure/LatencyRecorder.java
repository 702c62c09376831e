package tollgate.benchmarks.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Control;

/**
 * The durations that one thread saw in the measured part of one iteration.
 *
 * <p>Only the thread that created it may record; it takes no lock. Durations are kept to 64 ns up
 * to 131 µs and to three significant digits from there to ten minutes, where they are cut off.
 */
public final class LatencyRecorder {
  private static final long LOWEST_NANOS = 64;
  private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Histogram histogram = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  private long sumNanos;
  private @Nullable Control window;

  LatencyRecorder() {}

  /**
   * Limits recording to the measured part of the iteration that {@code control} stands for: JMH
   * calls the benchmark before and after it too, while threads still start or already leave, and
   * those calls meet less competition than the measured ones.
   *
   * @param control the argument of the benchmark method in this invocation
   * @return this recorder
   */
  public LatencyRecorder within(Control control) {
    window = control;
    return this;
  }

  /**
   * Records one duration, unless the iteration is not being measured.
   *
   * @param nanos a difference of two {@link System#nanoTime()} readings; negative counts as zero
   * @return whether it was recorded
   */
  public boolean record(long nanos) {
    Control control = window;
    if (control != null && (!control.startMeasurement || control.stopMeasurement)) {
      return false;
    }
    long clipped = Math.min(Math.max(nanos, 0), HIGHEST_NANOS);
    histogram.recordValue(clipped);
    sumNanos += clipped;
    return true;
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
  }

  static Histogram emptyHistogram() {
    return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, 3);
  }
}

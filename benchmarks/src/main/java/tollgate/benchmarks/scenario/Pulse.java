package tollgate.benchmarks.scenario;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * A shot's figures so far, for somebody who watches: who records never waits for who reads.
 *
 * <p>They are not what is reported in the end, which {@link Tally} keeps.
 */
final class Pulse {
  private static final long LOWEST_NANOS = 1_000;
  private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 2;

  private final Recorder fresh = new Recorder(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
  private final Histogram soFar = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
  private final LongAdder errors = new LongAdder();

  /** Forgets the shot before. */
  synchronized void begin() {
    fresh.reset();
    soFar.reset();
    errors.reset();
  }

  void success(long responseNanos) {
    fresh.recordValue(Math.min(Math.max(responseNanos, 0), HIGHEST_NANOS));
  }

  void failure() {
    errors.increment();
  }

  /** {@code p50 2.1 ms, p95 5.3 ms, no errors}; called by the watching thread alone. */
  synchronized String text() {
    collect();
    String failed = errors.sum() == 0 ? "no errors" : errors.sum() + " errors";
    return soFar.getTotalCount() == 0
        ? "no answer yet, " + failed
        : String.format(
            Locale.ROOT, "p50 %.1f ms, p95 %.1f ms, %s", millis(50), millis(95), failed);
  }

  /** Requests that have ended, with or without success. */
  synchronized long ended() {
    collect();
    return soFar.getTotalCount() + errors.sum();
  }

  private void collect() {
    soFar.add(fresh.getIntervalHistogram());
  }

  private double millis(double percentile) {
    return soFar.getValueAtPercentile(percentile) / 1e6;
  }
}

package tollgate.benchmarks.scenario;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import tollgate.benchmarks.measure.Metrics;

/**
 * What still works while something is broken, and how soon one is told that something does not:
 * {@code reads.success.percent}, {@code refused}, the requests that were answered with 503, and
 * {@code refused.p95} and {@code refused.max}, from sending such a request to its answer.
 */
final class Degradation {
  private final LongAdder readsDone = new LongAdder();
  private final LongAdder readsFailed = new LongAdder();
  private final Histogram refusals = Tally.histogram();

  /** Registers the metrics. */
  Degradation() {
    Metrics.derived("reads.success.percent", "%", all -> readsSuccessPercent());
    Metrics.derived("refused", Metrics.COUNT, all -> refused());
    Metrics.derived("refused.samples", Metrics.COUNT, all -> refused());
    Metrics.derived("refused.p95", Metrics.MICROS, all -> refusedMicros(95));
    Metrics.derived("refused.max", Metrics.MICROS, all -> refusedMicros(100));
  }

  /** Something a user does. */
  @FunctionalInterface
  interface Request {
    /** Sends it and waits for the answer. */
    void send() throws CallFailed;
  }

  /** Forgets the shot before. */
  synchronized void begin() {
    readsDone.reset();
    readsFailed.reset();
    refusals.reset();
  }

  /** Does it, and remembers how it ended. */
  void watch(boolean read, Request request) throws CallFailed {
    long start = System.nanoTime();
    try {
      request.send();
      if (read) {
        readsDone.increment();
      }
    } catch (CallFailed e) {
      if (read) {
        readsFailed.increment();
      }
      if (e.kind() == Failure.OVERLOADED) {
        refused(System.nanoTime() - start);
      }
      throw e;
    }
  }

  private synchronized void refused(long nanos) {
    refusals.recordValue(nanos);
  }

  /** NaN when nothing was read. */
  double readsSuccessPercent() {
    long done = readsDone.sum();
    long all = done + readsFailed.sum();
    return all == 0 ? Double.NaN : 100.0 * done / all;
  }

  /** Requests that were answered with 503. */
  synchronized long refused() {
    return refusals.getTotalCount();
  }

  private synchronized double refusedMicros(double percentile) {
    return Tally.micros(refusals, percentile);
  }
}

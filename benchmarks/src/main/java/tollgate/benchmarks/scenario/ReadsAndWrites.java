package tollgate.benchmarks.scenario;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import tollgate.benchmarks.measure.Metrics;

/**
 * Tells the response times of reads and writes apart: {@code reads.*}, {@code writes.*} and {@code
 * writes.ratio}, the median write in median reads; and how many checkpoints succeeded of those that
 * were tried, {@code checkpoint.success.percent}.
 */
final class ReadsAndWrites implements OpenLoop.Observer {
  private final boolean[] write;
  private final Histogram reads = Tally.histogram();
  private final Histogram writes = Tally.histogram();
  private final LongAdder checkpoints = new LongAdder();
  private final LongAdder failedCheckpoints = new LongAdder();

  /**
   * Decides which arrival is what.
   *
   * @param writesOfHundred 0 to 100
   */
  ReadsAndWrites(int arrivals, int writesOfHundred) {
    if (writesOfHundred < 0 || writesOfHundred > 100) {
      throw new IllegalArgumentException("writes must be 0 to 100, not " + writesOfHundred);
    }
    write = new boolean[arrivals];
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < arrivals; i++) {
      write[i] = random.nextInt(100) < writesOfHundred;
    }
    Tally.report("reads", reads, 50, 95);
    Tally.report("writes", writes, 50, 95);
    Metrics.derived(
        "writes.ratio", "ratio", all -> Tally.micros(writes, 50) / Tally.micros(reads, 50));
    Metrics.derived("checkpoint.success.percent", "%", all -> checkpointSuccessPercent());
  }

  boolean isWrite(int arrival) {
    return write[arrival];
  }

  /** Makes a checkpoint, and remembers how that ended. */
  void checkpoint(Member member) throws CallFailed {
    checkpoints.increment();
    try {
      member.checkpoint();
    } catch (CallFailed e) {
      failedCheckpoints.increment();
      throw e;
    }
  }

  /** NaN when none was tried. */
  private double checkpointSuccessPercent() {
    long all = checkpoints.sum();
    return 100.0 * (all - failedCheckpoints.sum()) / all;
  }

  @Override
  public synchronized void begin(long startNanos) {
    reads.reset();
    writes.reset();
    checkpoints.reset();
    failedCheckpoints.reset();
  }

  @Override
  public synchronized void served(int arrival, long dueNanos, long responseNanos) {
    (write[arrival] ? writes : reads).recordValue(responseNanos);
  }
}

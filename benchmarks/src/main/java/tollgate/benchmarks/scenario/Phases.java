package tollgate.benchmarks.scenario;

import java.util.BitSet;
import org.HdrHistogram.Histogram;
import tollgate.benchmarks.measure.Metrics;

/**
 * A shot's figures before, during and after something, by when requests were due: {@code
 * before.p50}, {@code during.p95}, {@code after.success.percent} and so on.
 */
final class Phases implements OpenLoop.Observer {
  private static final String[] NAMES = {"before", "during", "after"};
  private static final int IN_A_ROW = 10;

  private final long fromNanos;
  private final long toNanos;
  private final Histogram[] responses = new Histogram[NAMES.length];
  private final int[] successes = new int[NAMES.length];
  private final int[] failures = new int[NAMES.length];
  private final BitSet endedAfter = new BitSet();
  private final BitSet servedAfter = new BitSet();
  private long lastEndNanos;

  /**
   * Registers the metrics.
   *
   * @param fromNanos from the shot's start to when it begins to happen
   * @param toNanos to when it is over
   * @param ratioName of the metric that relates the medians after and before
   * @param ratioOffset what is taken off that ratio
   */
  Phases(long fromNanos, long toNanos, String ratioName, double ratioOffset) {
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
    for (int i = 0; i < NAMES.length; i++) {
      int phase = i;
      responses[i] = Tally.histogram();
      Tally.report(NAMES[i], responses[i], 50, 95);
      Metrics.derived(NAMES[i] + ".success.percent", "%", all -> successPercent(phase));
    }
    Metrics.derived(
        ratioName,
        "ratio",
        all -> Tally.micros(responses[2], 50) / Tally.micros(responses[0], 50) - ratioOffset);
  }

  /**
   * Also reports whether what happened was got over: {@code recovery}, the time from its end until
   * the last request that was due in it had ended, served or not, and {@code recovered}, 1 where
   * ten requests in a row that were due after it were served, else 0. Requests that all fail at
   * once have an early end, too: only the second tells that from a recovery.
   */
  Phases withRecovery() {
    Metrics.derived("recovery", "ms", all -> recoveryMillis());
    Metrics.derived("recovered", Metrics.COUNT, all -> recovered());
    return this;
  }

  /** Successes of a hundred that were due before (0), during (1) or after (2). */
  synchronized double successPercent(int phase) {
    int all = successes[phase] + failures[phase];
    return all == 0 ? Double.NaN : 100.0 * successes[phase] / all;
  }

  /** From the end of what happened until all was over that was due in it. */
  synchronized double recoveryMillis() {
    return Math.max(0, lastEndNanos - toNanos) / 1e6;
  }

  /** 1 when ten in a row were served afterwards, 0 when not, NaN when fewer were due. */
  synchronized double recovered() {
    int inARow = 0;
    for (int i = endedAfter.nextSetBit(0); i >= 0; i = endedAfter.nextSetBit(i + 1)) {
      inARow = servedAfter.get(i) ? inARow + 1 : 0;
      if (inARow == IN_A_ROW) {
        return 1;
      }
    }
    return endedAfter.cardinality() < IN_A_ROW ? Double.NaN : 0;
  }

  @Override
  public String phase(long sinceNanos) {
    return NAMES[phaseOf(sinceNanos)];
  }

  private int phaseOf(long sinceNanos) {
    return sinceNanos < fromNanos ? 0 : sinceNanos < toNanos ? 1 : 2;
  }

  @Override
  public synchronized void begin(long startNanos) {
    for (int i = 0; i < NAMES.length; i++) {
      responses[i].reset();
      successes[i] = 0;
      failures[i] = 0;
    }
    endedAfter.clear();
    servedAfter.clear();
    lastEndNanos = 0;
  }

  @Override
  public synchronized void served(int arrival, long dueNanos, long responseNanos) {
    int phase = phaseOf(dueNanos);
    successes[phase]++;
    responses[phase].recordValue(responseNanos);
    ended(arrival, phase, dueNanos + responseNanos, true);
  }

  @Override
  public synchronized void failed(int arrival, long dueNanos, long waitedNanos) {
    int phase = phaseOf(dueNanos);
    failures[phase]++;
    ended(arrival, phase, dueNanos + waitedNanos, false);
  }

  private void ended(int arrival, int phase, long endNanos, boolean served) {
    if (phase == 1) {
      lastEndNanos = Math.max(lastEndNanos, endNanos);
    } else if (phase == 2) {
      endedAfter.set(arrival);
      servedAfter.set(arrival, served);
    }
  }
}

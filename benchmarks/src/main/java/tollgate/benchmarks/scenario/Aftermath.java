package tollgate.benchmarks.scenario;

import java.util.Arrays;
import org.HdrHistogram.Histogram;
import tollgate.benchmarks.measure.Metrics;

/**
 * A shot's figures before, during and after a trouble. It is over when so many requests in a row
 * have succeeded that were due after its end: {@code recovery} is the time from its end to the
 * first of them, and what is due from then on counts as after. Where the schedule ended first,
 * {@code recovered} is 0 instead of 1, nothing after the trouble counts as served ({@code
 * after.success.percent} 0), and the other figures of what came after do not exist. A request that
 * nobody was free for has failed.
 */
final class Aftermath {
  private static final int IN_A_ROW = 10;
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final String[] NAMES = {"before", "during", "after"};

  private final Schedule schedule;
  private final long fromNanos;
  private final long toNanos;
  private final long[] responses;
  private final Histogram[] histograms = new Histogram[NAMES.length];
  private final int[] successes = new int[NAMES.length];
  private final int[] failures = new int[NAMES.length];
  private final int enough;
  private long recoveredNanos = Long.MAX_VALUE;
  private boolean settled;
  private int row;

  /**
   * Registers the metrics.
   *
   * @param fromNanos from the shot's start to the trouble's
   * @param toNanos to its end
   * @param enough successes in a row after which the rest of the schedule is left; 0 for never
   */
  Aftermath(Schedule schedule, long fromNanos, long toNanos, int enough) {
    this.schedule = schedule;
    this.fromNanos = fromNanos;
    this.toNanos = toNanos;
    this.enough = enough;
    this.responses = new long[schedule.arrivals()];
    for (int i = 0; i < NAMES.length; i++) {
      int phase = i;
      histograms[i] = Tally.histogram();
      Tally.report(NAMES[i], histograms[i], 50, 95);
      Metrics.derived(NAMES[i] + ".success.percent", "%", all -> successPercent(phase));
    }
    Metrics.derived("after.ratio", "ratio", all -> ratio());
    Metrics.derived("recovery", "ms", all -> recoveryMillis());
    Metrics.derived("recovered", Metrics.COUNT, all -> recovered());
  }

  /**
   * Successes of a hundred that were due before (0), during (1) or after (2). None when the shot
   * went on after the trouble and it was never over.
   */
  synchronized double successPercent(int phase) {
    if (phase == 2 && recovered() == 0) {
      return 0;
    }
    int all = successes[phase] + failures[phase];
    return all == 0 ? Double.NaN : 100.0 * successes[phase] / all;
  }

  /** Whether users met the trouble: more failed than before, or responses took twice as long. */
  synchronized boolean isFelt() {
    return successPercent(1) < successPercent(0) || isSlower(50) || isSlower(95);
  }

  private boolean isSlower(double percentile) {
    return Tally.micros(histograms[1], percentile) > 2 * Tally.micros(histograms[0], percentile);
  }

  /** Median response after, in medians before. */
  synchronized double ratio() {
    return Tally.micros(histograms[2], 50) / Tally.micros(histograms[0], 50);
  }

  /** 1 when the trouble was over in time, 0 when not, NaN when nothing was due after its end. */
  synchronized double recovered() {
    if (recoveredNanos != Long.MAX_VALUE) {
      return 1;
    }
    return settled && schedule.due(toNanos) < schedule.arrivals() ? 0 : Double.NaN;
  }

  /** NaN when the shot ended before the trouble was over. */
  synchronized double recoveryMillis() {
    return recoveredNanos == Long.MAX_VALUE ? Double.NaN : (recoveredNanos - toNanos) / 1e6;
  }

  /** Which part of a shot it is so long after its start. */
  String phase(long sinceNanos) {
    return NAMES[sinceNanos < fromNanos ? 0 : sinceNanos < toNanos ? 1 : 2];
  }

  /** Forgets the shot before. */
  synchronized void begin() {
    Arrays.fill(responses, UNKNOWN);
    for (int i = 0; i < NAMES.length; i++) {
      histograms[i].reset();
      successes[i] = 0;
      failures[i] = 0;
    }
    recoveredNanos = Long.MAX_VALUE;
    settled = false;
    row = 0;
  }

  /**
   * An arrival has ended.
   *
   * @param dueNanos from the shot's start to its intended beginning
   * @param responseNanos from there to its end; -1 when it failed
   */
  synchronized void ended(int arrival, long dueNanos, long responseNanos) {
    responses[arrival] = responseNanos;
    if (dueNanos >= toNanos) {
      row = responseNanos >= 0 ? row + 1 : 0;
    }
  }

  /** Whether the rest of the schedule need not be performed. */
  synchronized boolean hasEnough() {
    return enough > 0 && row >= enough;
  }

  /** From a shot's start to the trouble's. */
  long fromNanos() {
    return fromNanos;
  }

  /** From a shot's start to the trouble's end. */
  long toNanos() {
    return toNanos;
  }

  /** The shot is over: sorts what happened in it by when it was due. */
  synchronized void settle() {
    recoveredNanos = firstOfARow();
    settled = true;
    for (int i = 0; i < responses.length; i++) {
      if (responses[i] == UNKNOWN && hasEnough()) {
        // Left out because enough had succeeded.
        continue;
      }
      long due = schedule.offsetNanos(i);
      int phase = due < fromNanos ? 0 : due < recoveredNanos ? 1 : 2;
      if (responses[i] < 0) {
        failures[phase]++;
      } else {
        successes[phase]++;
        histograms[phase].recordValue(responses[i]);
      }
    }
  }

  private long firstOfARow() {
    int inARow = 0;
    for (int i = schedule.due(toNanos); i < responses.length; i++) {
      inARow = responses[i] >= 0 ? inARow + 1 : 0;
      if (inARow == IN_A_ROW) {
        return schedule.offsetNanos(i - IN_A_ROW + 1);
      }
    }
    return Long.MAX_VALUE;
  }
}

package tollgate.benchmarks.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import tollgate.benchmarks.measure.Metrics;

/**
 * Who of those that want a connection is refused, and until when one has to wait: {@code refused},
 * how many; {@code refused.p95} and {@code refused.max}, how long they had waited; {@code
 * refused.place}, where they stood on average among all who asked while something happened, by when
 * they asked: 0 is the first and 1 the last. A pool that serves in turn refuses the last, near 1;
 * one half is chance. {@code queue.gone} is the time from the end of what happened until ten in a
 * row get a connection within 5 ms, and {@code queue.isGone} 1 where that came before the shot
 * ended, 0 where it did not.
 */
final class Borrowers {
  private static final int IN_A_ROW = 10;
  private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final long fromNanos;
  private final long untilNanos;
  private final List<Ask> asks = new ArrayList<>();
  private final Histogram refusals = Tally.histogram();
  private double place = Double.NaN;
  private double goneMillis = Double.NaN;
  private double isGone = Double.NaN;

  private record Ask(long due, long asked, long answered, boolean refused) {
    boolean servedAtOnce() {
      return !refused && answered - asked <= AT_ONCE_NANOS;
    }
  }

  /**
   * Registers the metrics.
   *
   * @param fromNanos from a shot's start to what happens
   * @param untilNanos to its end
   */
  Borrowers(long fromNanos, long untilNanos) {
    this.fromNanos = fromNanos;
    this.untilNanos = untilNanos;
    Metrics.derived("refused", Metrics.COUNT, all -> refused());
    Metrics.derived("refused.samples", Metrics.COUNT, all -> refused());
    Metrics.derived("refused.p95", Metrics.MICROS, all -> micros(95));
    Metrics.derived("refused.max", Metrics.MICROS, all -> micros(100));
    Metrics.derived("refused.place", "share", all -> place());
    Metrics.derived("queue.gone", "ms", all -> goneMillis());
    Metrics.derived("queue.isGone", Metrics.COUNT, all -> isGone());
  }

  synchronized void begin() {
    asks.clear();
    refusals.reset();
    place = Double.NaN;
    goneMillis = Double.NaN;
    isGone = Double.NaN;
  }

  /**
   * Somebody asked for a connection, and was given one or refused.
   *
   * @param dueNanos from the shot's start to when they should have asked
   * @param askedNanos when they did
   * @param answeredNanos when they were answered
   */
  synchronized void asked(long dueNanos, long askedNanos, long answeredNanos, boolean refused) {
    asks.add(new Ask(dueNanos, askedNanos, answeredNanos, refused));
    if (refused) {
      refusals.recordValue(answeredNanos - askedNanos);
    }
  }

  /** The shot is over. */
  synchronized void settle() {
    List<Ask> pressed =
        asks.stream()
            .filter(ask -> ask.due() >= fromNanos && ask.due() <= untilNanos)
            .sorted(Comparator.comparingLong(Ask::asked))
            .toList();
    double places = 0;
    int found = 0;
    for (int i = 0; i < pressed.size(); i++) {
      if (pressed.get(i).refused()) {
        places += (i + 0.5) / pressed.size();
        found++;
      }
    }
    place = found == 0 ? Double.NaN : places / found;
    List<Ask> later =
        asks.stream()
            .filter(ask -> ask.due() > untilNanos)
            .sorted(Comparator.comparingLong(Ask::due))
            .toList();
    goneMillis = untilGoneMillis(later);
    // Without ten there is nobody to tell by.
    isGone = later.size() < IN_A_ROW ? Double.NaN : Double.isNaN(goneMillis) ? 0 : 1;
  }

  private double untilGoneMillis(List<Ask> later) {
    int inARow = 0;
    for (int i = 0; i < later.size(); i++) {
      inARow = later.get(i).servedAtOnce() ? inARow + 1 : 0;
      if (inARow == IN_A_ROW) {
        return (later.get(i - IN_A_ROW + 1).due() - untilNanos) / 1e6;
      }
    }
    return Double.NaN;
  }

  /** How many were refused. */
  synchronized long refused() {
    return refusals.getTotalCount();
  }

  /** NaN when nobody was refused. */
  synchronized double place() {
    return place;
  }

  /** NaN when the shot ended before. */
  synchronized double goneMillis() {
    return goneMillis;
  }

  /** 1 when the queue was gone before the shot ended, else 0; NaN when hardly anybody came. */
  synchronized double isGone() {
    return isGone;
  }

  private synchronized double micros(double percentile) {
    return Tally.micros(refusals, percentile);
  }
}

package tollgate.benchmarks.scenario;

import org.HdrHistogram.Histogram;
import tollgate.benchmarks.measure.Metrics;

/**
 * A shot's figures before, during and after something, by when requests were due: {@code
 * before.p50}, {@code during.p95}, {@code after.success.percent} and so on, and {@code recovery}.
 */
final class Phases implements OpenLoop.Observer {
  private static final String[] NAMES = {"before", "during", "after"};

  private final long fromNanos;
  private final long toNanos;
  private final Histogram[] responses = new Histogram[NAMES.length];
  private final int[] successes = new int[NAMES.length];
  private final int[] failures = new int[NAMES.length];
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
      Metrics.derived(NAMES[i] + ".p50", Metrics.MICROS, all -> Tally.micros(responses[phase], 50));
      Metrics.derived(NAMES[i] + ".p95", Metrics.MICROS, all -> Tally.micros(responses[phase], 95));
      Metrics.derived(NAMES[i] + ".success.percent", "%", all -> successPercent(phase));
    }
    Metrics.derived(
        ratioName,
        "ratio",
        all -> Tally.micros(responses[2], 50) / Tally.micros(responses[0], 50) - ratioOffset);
    Metrics.derived("recovery", "ms", all -> Math.max(0, lastEndNanos - toNanos) / 1e6);
  }

  private double successPercent(int phase) {
    int all = successes[phase] + failures[phase];
    return all == 0 ? Double.NaN : 100.0 * successes[phase] / all;
  }

  @Override
  public String phase(long sinceNanos) {
    return NAMES[sinceNanos < fromNanos ? 0 : sinceNanos < toNanos ? 1 : 2];
  }

  @Override
  public synchronized void begin(long startNanos) {
    for (int i = 0; i < NAMES.length; i++) {
      responses[i].reset();
      successes[i] = 0;
      failures[i] = 0;
    }
    lastEndNanos = 0;
  }

  @Override
  public synchronized void ended(int arrival, long dueNanos, long responseNanos) {
    int phase = dueNanos < fromNanos ? 0 : dueNanos < toNanos ? 1 : 2;
    if (responseNanos < 0) {
      failures[phase]++;
      return;
    }
    successes[phase]++;
    responses[phase].recordValue(responseNanos);
    if (phase == 1) {
      lastEndNanos = Math.max(lastEndNanos, dueNanos + responseNanos);
    }
  }
}

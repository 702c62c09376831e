package tollgate.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * All recorders of the running trial in this JVM, by metric name.
 *
 * <p>States ask for recorders in their trial set-up, each thread for its own; asking is
 * synchronized, recording is not. A name once asked for is reported in every iteration of the
 * trial, as NaN where nothing was recorded, because JMH fills a missing secondary metric with zero.
 */
public final class Metrics {
  /** Unit of all durations: microseconds per event. JMH has no unit without an operation. */
  public static final String MICROS = "us/op";

  /** Unit of all counts: events per iteration, summed over iterations. */
  public static final String COUNT = "#";

  private static final Metrics CURRENT = new Metrics();

  private final Map<String, List<LatencyRecorder>> latencies = new TreeMap<>();
  private final Map<String, List<Counter>> counters = new TreeMap<>();
  private final Map<String, Gauge> gauges = new TreeMap<>();

  Metrics() {}

  private record Gauge(String unit, ToDoubleFunction<Summary> formula) {}

  /**
   * What a derived metric may look at once an iteration is over.
   *
   * @param metrics the recorders to sum over, all threads together
   */
  public record Summary(Metrics metrics) {
    /**
     * Sum of the durations recorded under a name.
     *
     * @param name a latency name
     * @return nanoseconds, 0 when nothing was recorded
     */
    public long sumNanos(String name) {
      return metrics.latencies.getOrDefault(name, List.of()).stream()
          .mapToLong(LatencyRecorder::sumNanos)
          .sum();
    }

    /**
     * Sum of the events counted under a name.
     *
     * @param name a counter name
     * @return events, 0 when nothing was counted
     */
    public long count(String name) {
      return metrics.counters.getOrDefault(name, List.of()).stream()
          .mapToLong(Counter::value)
          .sum();
    }
  }

  static Metrics current() {
    return CURRENT;
  }

  /**
   * A new recorder of durations for the calling thread, reported as {@code <name>.p50 .p90 .p99
   * .p99.9 .max .mean} in microseconds and {@code <name>.samples}.
   *
   * @param name letters, digits and dots
   * @return a recorder that only one thread may write to
   */
  public static LatencyRecorder latency(String name) {
    return CURRENT.newLatency(name);
  }

  /**
   * A new counter for the calling thread, reported under its name as the sum over threads.
   *
   * @param name letters, digits and dots
   * @return a counter that only one thread may write to
   */
  public static Counter counter(String name) {
    return CURRENT.newCounter(name);
  }

  /**
   * A metric computed from the others when the iteration is over, reported under its name as the
   * mean over iterations.
   *
   * @param name letters, digits and dots
   * @param unit as JMH should print it
   * @param formula NaN when it has no answer
   */
  public static void derived(String name, String unit, ToDoubleFunction<Summary> formula) {
    CURRENT.newGauge(name, unit, formula);
  }

  synchronized LatencyRecorder newLatency(String name) {
    LatencyRecorder recorder = new LatencyRecorder();
    latencies.computeIfAbsent(plain(name), key -> new ArrayList<>()).add(recorder);
    return recorder;
  }

  synchronized Counter newCounter(String name) {
    Counter counter = new Counter();
    counters.computeIfAbsent(plain(name), key -> new ArrayList<>()).add(counter);
    return counter;
  }

  synchronized void newGauge(String name, String unit, ToDoubleFunction<Summary> formula) {
    gauges.put(plain(name), new Gauge(unit, formula));
  }

  /** Forgets all names: a new trial has begun. */
  synchronized void clear() {
    latencies.clear();
    counters.clear();
    gauges.clear();
  }

  /** Empties all recorders and keeps them. */
  synchronized void reset() {
    latencies.values().forEach(recorders -> recorders.forEach(LatencyRecorder::reset));
    counters.values().forEach(group -> group.forEach(Counter::reset));
  }

  synchronized List<Result<?>> results() {
    List<Result<?>> results = new ArrayList<>();
    latencies.forEach((name, recorders) -> addLatency(results, name, recorders));
    Summary summary = new Summary(this);
    counters.keySet().forEach(name -> results.add(scalar(name, summary.count(name), COUNT, SUM)));
    gauges.forEach(
        (name, gauge) ->
            results.add(scalar(name, gauge.formula().applyAsDouble(summary), gauge.unit(), AVG)));
    return results;
  }

  private static final AggregationPolicy AVG = AggregationPolicy.AVG;
  private static final AggregationPolicy SUM = AggregationPolicy.SUM;

  private static void addLatency(
      List<Result<?>> results, String name, List<LatencyRecorder> recorders) {
    Histogram total = LatencyRecorder.emptyHistogram();
    recorders.forEach(recorder -> recorder.addTo(total));
    long samples = total.getTotalCount();
    results.add(scalar(name + ".p50", micros(total, 50), MICROS, AVG));
    results.add(scalar(name + ".p90", micros(total, 90), MICROS, AVG));
    results.add(scalar(name + ".p99", micros(total, 99), MICROS, AVG));
    results.add(scalar(name + ".p99.9", micros(total, 99.9), MICROS, AVG));
    results.add(scalar(name + ".max", micros(total, 100), MICROS, AggregationPolicy.MAX));
    double sumNanos = recorders.stream().mapToLong(LatencyRecorder::sumNanos).sum();
    double mean = samples == 0 ? Double.NaN : sumNanos / samples / 1_000;
    results.add(scalar(name + ".mean", mean, MICROS, AVG));
    results.add(scalar(name + ".samples", samples, COUNT, SUM));
  }

  private static double micros(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0
        ? Double.NaN
        : histogram.getValueAtPercentile(percentile) / 1_000.0;
  }

  private static ScalarResult scalar(
      String name, double value, String unit, AggregationPolicy policy) {
    return new ScalarResult(name, value, unit, policy);
  }

  /** JMH writes metric names into its JSON as they are, without escaping. */
  private static String plain(String name) {
    if (!name.matches("[A-Za-z0-9.]+")) {
      throw new IllegalArgumentException(
          "metric name '" + name + "' may hold letters, digits and dots only");
    }
    return name;
  }
}

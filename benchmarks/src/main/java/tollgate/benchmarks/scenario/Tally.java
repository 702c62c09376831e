package tollgate.benchmarks.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What happened in a shot, as secondary metrics: {@code response.*}, from {@code min} to {@code
 * max}, and {@code queue.*} in microseconds, {@code throughput} in successes per second, {@code
 * success.percent}, {@code errors.*} by kind, {@code fairness}, and of the platform {@code
 * memory.*} in MB and how many threads and database connections it has more than before.
 *
 * <p>Who gives up waiting, or is never served, has waited: {@code response.*} holds these failures
 * ({@code errors.timeout}, {@code errors.abandoned}) with the time until they were given up, so
 * that a stall does not vanish from the percentiles. Other failures, which may come at once, would
 * make the platform look fast; they are in {@code errors.*} alone.
 */
final class Tally {
  private static final double MEGABYTE = 1 << 20;

  /** Successes per second; JMH knows no other way to write a rate. */
  static final String PER_SECOND = "ops/s";

  private final LatencyRecorder response = Metrics.latency("response");
  private final LatencyRecorder queue = Metrics.latency("queue");
  private final Histogram responses = histogram();
  private final Histogram queues = histogram();
  private final Pulse pulse = new Pulse();
  private final Map<Failure, Integer> failures = new EnumMap<>(Failure.class);
  private final long[] userCount;
  private final double[] userSum;
  private int successes;
  private long startNanos;
  private long lastNanos;
  private double before = Double.NaN;
  private double after = Double.NaN;
  private double peak = Double.NaN;
  private JsonNode next = MissingNode.getInstance();
  private JsonNode first = next;
  private double threads = Double.NaN;
  private double connections = Double.NaN;

  /**
   * For one trial.
   *
   * @param users how many take part
   */
  Tally(int users) {
    userCount = new long[users];
    userSum = new double[users];
    Metrics.derived("response.min", Metrics.MICROS, all -> leastMicros());
    Metrics.derived("response.p95", Metrics.MICROS, all -> micros(responses, 95));
    Metrics.derived("queue.p95", Metrics.MICROS, all -> micros(queues, 95));
    Metrics.derived("throughput", PER_SECOND, all -> throughput());
    Metrics.derived("success.percent", "%", all -> successPercent());
    Metrics.derived("fairness", "share", all -> fairness());
    for (Failure kind : Failure.values()) {
      Metrics.derived(
          "errors." + kind.label(), Metrics.COUNT, all -> failures.getOrDefault(kind, 0));
    }
    Metrics.derived("memory.before", "MB", all -> before);
    Metrics.derived("memory.after", "MB", all -> after);
    Metrics.derived("memory.peak", "MB", all -> peak);
    Metrics.derived("memory.growth", "MB", all -> after - before);
    Metrics.derived("threads.growth", Metrics.COUNT, all -> threads);
    Metrics.derived("connections.growth", Metrics.COUNT, all -> connections);
  }

  static Histogram histogram() {
    return new Histogram(64, TimeUnit.MINUTES.toNanos(10), 3);
  }

  static double micros(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0
        ? Double.NaN
        : histogram.getValueAtPercentile(percentile) / 1_000.0;
  }

  /**
   * Reports percentiles of a shot's durations, {@code <name>.p50} and the like, and how many they
   * rest on, {@code <name>.samples}: one that rests on few says little, and is judged so.
   */
  static void report(String name, Histogram durations, int... percentiles) {
    for (int percentile : percentiles) {
      Metrics.derived(
          name + ".p" + percentile, Metrics.MICROS, all -> micros(durations, percentile));
    }
    Metrics.derived(name + ".samples", Metrics.COUNT, all -> durations.getTotalCount());
  }

  /** Forgets the shot before. */
  synchronized void begin(long atNanos) {
    pulse.begin();
    first = next;
    before = number(first, "heapUsedBytes") / MEGABYTE;
    responses.reset();
    queues.reset();
    failures.clear();
    successes = 0;
    startNanos = atNanos;
    lastNanos = atNanos;
    java.util.Arrays.fill(userCount, 0);
    java.util.Arrays.fill(userSum, 0);
  }

  /**
   * Something a user asked for was done.
   *
   * @param queueNanos of the response time, how long it waited to be begun
   */
  synchronized void success(int user, long responseNanos, long queueNanos, long nowNanos) {
    pulse.success(responseNanos);
    waited(responseNanos);
    queue.record(queueNanos);
    queues.recordValue(clipped(queueNanos));
    userCount[user]++;
    userSum[user] += responseNanos;
    successes++;
    lastNanos = Math.max(lastNanos, nowNanos);
  }

  private static long clipped(long nanos) {
    return Math.min(Math.max(nanos, 0), TimeUnit.MINUTES.toNanos(10));
  }

  /**
   * Something a user asked for was not done.
   *
   * @param waitedNanos from when it was due until that was known
   */
  synchronized void failure(int user, Failure kind, long waitedNanos, long nowNanos) {
    pulse.failure();
    failures.merge(kind, 1, Integer::sum);
    lastNanos = Math.max(lastNanos, nowNanos);
    if (kind == Failure.TIMEOUT) {
      waited(waitedNanos);
      userCount[user]++;
      userSum[user] += waitedNanos;
    }
  }

  /**
   * An arrival that nobody was free for until long after the schedule's end has failed.
   *
   * @param waitedNanos from when it was due until it was given up
   */
  synchronized void abandoned(long waitedNanos) {
    failures.merge(Failure.ABANDONED, 1, Integer::sum);
    waited(waitedNanos);
  }

  private void waited(long nanos) {
    response.record(nanos);
    responses.recordValue(clipped(nanos));
  }

  /** What is counted did not begin with the shot, but later. */
  synchronized void countedFrom(long atNanos) {
    startNanos = atNanos;
  }

  /** What the platform said of itself before the shot, its memory settled. */
  synchronized void memoryBefore(JsonNode usage) {
    // The shot before is read out only after this one was prepared.
    next = usage;
  }

  /** The same after it. */
  synchronized void memoryAfter(JsonNode usage) {
    after = usage.path("heapUsedBytes").asDouble(Double.NaN) / MEGABYTE;
    peak = usage.path("heapPeakBytes").asDouble(Double.NaN) / MEGABYTE;
    threads = number(usage, "threads") - number(first, "threads");
    connections = number(usage, "databaseConnections") - number(first, "databaseConnections");
  }

  private static double number(JsonNode usage, String field) {
    return usage.path(field).asDouble(Double.NaN);
  }

  /** Of memory in MB, threads, and connections. */
  synchronized double[] growth() {
    return new double[] {after - before, threads, connections};
  }

  /** The figures so far. */
  Pulse pulse() {
    return pulse;
  }

  synchronized int successes() {
    return successes;
  }

  synchronized double successPercent() {
    int all = successes + failures.values().stream().mapToInt(Integer::intValue).sum();
    return all == 0 ? Double.NaN : 100.0 * successes / all;
  }

  synchronized double responseMicros(double percentile) {
    return micros(responses, percentile);
  }

  /** The shortest response; NaN when there was none. */
  synchronized double leastMicros() {
    return responses.getTotalCount() == 0 ? Double.NaN : responses.getMinValue() / 1_000.0;
  }

  synchronized double throughput() {
    double seconds = (lastNanos - startNanos) / 1e9;
    return seconds > 0 ? successes / seconds : Double.NaN;
  }

  /**
   * Jain's index of the users' mean response times, (Σx)² / (n·Σx²): 1 when all waited alike, 1/n
   * when one waited for all (Jain, Chiu, Hawe 1984).
   */
  private synchronized double fairness() {
    double sum = 0;
    double squares = 0;
    int users = 0;
    for (int i = 0; i < userCount.length; i++) {
      if (userCount[i] > 0) {
        double mean = userSum[i] / userCount[i];
        sum += mean;
        squares += mean * mean;
        users++;
      }
    }
    return users == 0 ? Double.NaN : sum * sum / (users * squares);
  }
}

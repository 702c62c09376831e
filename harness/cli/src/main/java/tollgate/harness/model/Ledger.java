package tollgate.harness.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the worker threads' wall time went, per operation. The rows sum to the wall time.
 *
 * @param rows by cause, all causes present
 * @param overlapMicros how much more the recorded intervals claimed than the threads were off the
 *     processor, per operation; what the bounds of the rows come from
 * @param cpus processors the JVM could use; empty when not recorded
 * @param switchesPerOperation involuntary context switches per operation; NaN when not recorded
 * @param allocatedBytes allocated by the workers per operation; NaN when not recorded
 * @param iterations how many iterations the means are of
 * @param notes what limits this ledger, for people
 */
public record Ledger(
    SortedMap<Cause, Row> rows,
    double overlapMicros,
    OptionalInt cpus,
    double switchesPerOperation,
    double allocatedBytes,
    int iterations,
    List<String> notes) {

  /** Name of the metric that carries the total, in µs/op. */
  public static final String WALL_METRIC = "time.wall";

  /** Name of the metric that carries the overlap, in µs/op. */
  public static final String OVERLAP_METRIC = "time.overlap";

  /** Name of the metric that carries the number of processors. */
  public static final String CPUS_METRIC = "ledger.cpus";

  /** Name of the metric that carries involuntary context switches per operation. */
  public static final String SWITCHES_METRIC = "ledger.involuntarySwitches";

  /** Name of the metric that carries bytes allocated by the workers per operation. */
  public static final String ALLOCATED_METRIC = "ledger.allocated";

  /**
   * Name of the metric that carries the ledger fork's own score. Where it is present the scores of
   * the result come from other forks, which carried no instrument.
   */
  public static final String SCORE_METRIC = "ledger.score";

  /** Prefix of the metrics that name, by their own name, why there is no ledger. */
  public static final String FAILED_PREFIX = "ledger.failed.";

  /** Prefix of the metrics that name what limits a ledger. */
  public static final String LIMITED_PREFIX = "ledger.limited.";

  /**
   * One cause's share.
   *
   * @param micros mean time per operation
   * @param lowMicros the least it can be, given the overlap
   * @param highMicros the most it can be
   * @param forks the iterations behind the mean, µs per operation, by fork, in order; a copy
   */
  public record Row(double micros, double lowMicros, double highMicros, List<List<Double>> forks) {

    public Row {
      forks = forks.stream().map(List::copyOf).toList();
    }

    /** A row known exactly. */
    public static Row exactly(double micros) {
      return new Row(micros, micros, micros, List.of(List.of(micros)));
    }
  }

  public Ledger {
    EnumMap<Cause, Row> copy = new EnumMap<>(Cause.class);
    for (Cause cause : Cause.values()) {
      copy.put(cause, rows.getOrDefault(cause, Row.exactly(0)));
    }
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(copy));
    notes = List.copyOf(notes);
  }

  /** Wall time of one operation, the sum of all rows. */
  public double wallMicros() {
    return rows.values().stream().mapToDouble(Row::micros).sum();
  }

  /** Mean time per operation that goes to {@code cause}. */
  public double micros(Cause cause) {
    return rows.getOrDefault(cause, Row.exactly(0)).micros();
  }

  /** Share of the wall time that goes to {@code cause}, within [0, 1]; NaN when wall is 0. */
  public double share(Cause cause) {
    return micros(cause) / wallMicros();
  }

  /**
   * Reads the ledger that the probe left in a result's secondary metrics.
   *
   * @return empty when it carries none, one that was taken and failed, or one in which no time
   *     passed
   */
  public static Optional<Ledger> of(Result result) {
    Map<String, Metric> metrics = result.secondary();
    if (!metrics.containsKey(WALL_METRIC) || !metrics.containsKey(Cause.CPU.metric())) {
      return Optional.empty();
    }
    EnumMap<Cause, Row> rows = new EnumMap<>(Cause.class);
    for (Cause cause : Cause.values()) {
      double[] values = values(metrics, cause.metric());
      double mean = mean(values);
      if (!(mean >= 0)) {
        return Optional.empty();
      }
      double low = orElse(mean(values(metrics, cause.metric() + ".low")), mean);
      double high = orElse(mean(values(metrics, cause.metric() + ".high")), mean);
      rows.put(cause, new Row(mean, low, high, forks(metrics, cause.metric())));
    }
    double cpus = mean(values(metrics, CPUS_METRIC));
    Ledger ledger =
        new Ledger(
            new TreeMap<>(rows),
            orElse(mean(values(metrics, OVERLAP_METRIC)), 0),
            cpus >= 1 ? OptionalInt.of((int) Math.round(cpus)) : OptionalInt.empty(),
            mean(values(metrics, SWITCHES_METRIC)),
            mean(values(metrics, ALLOCATED_METRIC)),
            values(metrics, WALL_METRIC).length,
            named(metrics, LIMITED_PREFIX));
    // Shares of nothing are no numbers.
    return Optional.of(ledger).filter(read -> read.wallMicros() > 0);
  }

  /** Why a result that should carry a ledger does not: the names the probe left. */
  public static List<String> failures(Result result) {
    return named(result.secondary(), FAILED_PREFIX);
  }

  private static List<String> named(Map<String, Metric> metrics, String prefix) {
    List<String> names = new ArrayList<>();
    for (String name : metrics.keySet()) {
      if (name.startsWith(prefix)) {
        names.add(name.substring(prefix.length()));
      }
    }
    return names;
  }

  private static List<List<Double>> forks(Map<String, Metric> metrics, String name) {
    Metric metric = metrics.get(name);
    List<List<Double>> forks = new ArrayList<>();
    if (metric != null) {
      Samples samples = metric.samples();
      for (int fork = 0; fork < samples.forkCount(); fork++) {
        forks.add(Arrays.stream(samples.fork(fork)).boxed().toList());
      }
    }
    return forks;
  }

  private static double[] values(Map<String, Metric> metrics, String name) {
    return forks(metrics, name).stream()
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double orElse(double value, double otherwise) {
    return Double.isNaN(value) ? otherwise : value;
  }
}

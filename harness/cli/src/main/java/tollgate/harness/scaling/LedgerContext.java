package tollgate.harness.scaling;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Samples;

/**
 * What a ledger's fork says beside the rows: how much of the iterations it saw, how busy the
 * machine was, what the database's processes did. Means over iterations; NaN where not recorded.
 *
 * @param window share of the measured time that the clocks cover, 1 for all of it
 * @param workers share of the worker threads that are in the ledger
 * @param hostBusy share of all processors' time that anybody used
 * @param foreignBusy share of it that other processes than the measured JVM used
 * @param database what the server's processes did, microseconds per operation by the names of the
 *     {@code db.*} metrics without their prefix; empty without a sampled server
 */
public record LedgerContext(
    double window,
    double workers,
    double hostBusy,
    double foreignBusy,
    SortedMap<String, Double> database) {

  /** Nothing was recorded. */
  public static final LedgerContext UNKNOWN =
      new LedgerContext(Double.NaN, Double.NaN, Double.NaN, Double.NaN, new TreeMap<>());

  private static final String DATABASE_PREFIX = "db.";

  public LedgerContext {
    database = Collections.unmodifiableSortedMap(new TreeMap<>(database));
  }

  /** Reads the metrics that came with the ledger of {@code result}. */
  static LedgerContext of(Result result) {
    SortedMap<String, Metric> metrics = result.secondary();
    TreeMap<String, Double> database = new TreeMap<>();
    for (Map.Entry<String, Metric> metric : metrics.tailMap(DATABASE_PREFIX).entrySet()) {
      if (!metric.getKey().startsWith(DATABASE_PREFIX)) {
        break;
      }
      database.put(metric.getKey().substring(DATABASE_PREFIX.length()), mean(metric.getValue()));
    }
    return new LedgerContext(
        mean(metrics, "ledger.window"),
        mean(metrics, "ledger.workers"),
        mean(metrics, "ledger.hostBusy"),
        mean(metrics, "ledger.foreignBusy"),
        database);
  }

  private static double mean(Map<String, Metric> metrics, String name) {
    Metric metric = metrics.get(name);
    return metric == null ? Double.NaN : mean(metric);
  }

  private static double mean(Metric metric) {
    Samples samples = metric.samples();
    double sum = 0;
    for (int fork = 0; fork < samples.forkCount(); fork++) {
      for (double value : samples.fork(fork)) {
        sum += value;
      }
    }
    return sum / samples.size();
  }
}

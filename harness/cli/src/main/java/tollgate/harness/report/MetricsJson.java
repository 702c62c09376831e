package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Histogram;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Unit;
import tollgate.harness.report.SideJson.Measured;

/** The secondary metrics of a benchmark on both sides, percentiles of its histograms included. */
final class MetricsJson {

  private static final Map<String, Double> QUANTILES =
      new TreeMap<>(Map.of("p50", 0.5, "p90", 0.9, "p99", 0.99, "p99.9", 0.999, "max", 1.0));

  /** What operations took, when JMH sampled them; named as the benchmarks name their latencies. */
  private static final String OPERATION = "operation";

  private MetricsJson() {}

  /** Writes an array of {@code {name, unit, baseline: {…}, candidate: {…}}}, by name. */
  static void write(BenchmarkData.Sides sides, ArrayNode target) {
    TreeSet<String> names = new TreeSet<>();
    List<Map<String, List<Measured>>> both = new ArrayList<>();
    for (List<BenchmarkData.Found> side : List.of(sides.baseline(), sides.candidate())) {
      Map<String, List<Measured>> metrics = bySession(side);
      names.addAll(metrics.keySet());
      both.add(metrics);
    }
    for (String name : names) {
      List<Measured> before = both.get(0).getOrDefault(name, List.of());
      List<Measured> after = both.get(1).getOrDefault(name, List.of());
      Unit unit = (after.isEmpty() ? before : after).get(0).metric().unit();
      ObjectNode metric = target.addObject();
      metric.put("name", name);
      metric.put("unit", unit.text());
      if (!before.isEmpty()) {
        SideJson.writeMean(before, unit, metric.putObject("baseline"));
      }
      if (!after.isEmpty()) {
        SideJson.writeMean(after, unit, metric.putObject("candidate"));
      }
    }
  }

  private static Map<String, List<Measured>> bySession(List<BenchmarkData.Found> side) {
    Map<String, List<Measured>> metrics = new TreeMap<>();
    for (BenchmarkData.Found found : side) {
      percentiles(found.result().primary())
          .forEach(metric -> add(metrics, found.session(), metric));
      for (Metric metric : found.result().secondary().values()) {
        if (!isLedger(metric.name())) {
          add(metrics, found.session(), metric);
        }
      }
    }
    return metrics;
  }

  private static void add(Map<String, List<Measured>> metrics, int session, Metric metric) {
    metrics
        .computeIfAbsent(metric.name(), name -> new ArrayList<>())
        .add(new Measured(session, metric));
  }

  private static List<Metric> percentiles(Metric primary) {
    List<Metric> percentiles = new ArrayList<>();
    if (primary.histograms().isEmpty()) {
      return percentiles;
    }
    QUANTILES.forEach(
        (name, quantile) -> {
          double[][] forks =
              primary.histograms().stream()
                  .map((Histogram histogram) -> new double[] {histogram.valueAt(quantile)})
                  .toArray(double[][]::new);
          percentiles.add(
              new Metric(
                  OPERATION + "." + name,
                  primary.unit(),
                  primary.direction(),
                  Samples.of(forks),
                  List.of()));
        });
    return percentiles;
  }

  /** Rows of the ledger have a picture of their own. */
  private static boolean isLedger(String name) {
    return name.startsWith("ledger.")
        || name.equals(Ledger.WALL_METRIC)
        || name.equals(Ledger.OVERLAP_METRIC)
        || Cause.ofMetric(name.replaceAll("\\.(low|high)$", "")).isPresent();
  }
}

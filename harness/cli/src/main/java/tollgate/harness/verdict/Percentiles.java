package tollgate.harness.verdict;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Samples;

/**
 * Percentiles of single operations, one per fork, from the histograms of {@code sample} mode. The
 * percentiles in JMH's JSON are of iteration scores in every other mode, so nothing else is read.
 */
final class Percentiles {

  private static final Map<String, Double> QUANTILES =
      new TreeMap<>(
          Map.of(
              "p0.50", 0.5, "p0.90", 0.9, "p0.95", 0.95, "p0.99", 0.99, "p0.999", 0.999, "p0.9999",
              0.9999));

  /** As JMH prints them. */
  static final List<String> NAMES = List.copyOf(QUANTILES.keySet());

  private Percentiles() {}

  /** The percentile of that name; empty without histograms or when there is no such percentile. */
  static Optional<Metric> of(Metric primary, String name) {
    Double quantile = QUANTILES.get(name);
    if (quantile == null || primary.histograms().isEmpty()) {
      return Optional.empty();
    }
    double[][] forks =
        primary.histograms().stream()
            .map(histogram -> new double[] {histogram.valueAt(quantile)})
            .toArray(double[][]::new);
    return Optional.of(
        new Metric(name, primary.unit(), primary.direction(), Samples.of(forks), List.of()));
  }
}

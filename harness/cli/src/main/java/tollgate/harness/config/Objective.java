package tollgate.harness.config;

import java.util.Optional;
import tollgate.harness.model.Unit;

/**
 * A service-level objective: what a metric of some benchmarks has to keep, whatever it was before.
 *
 * @param match glob on {@code BenchmarkKey.toString()}
 * @param metric name of a secondary metric, or {@code primary}
 * @param limit in {@code unit}
 * @param atMost whether the metric may not exceed the limit; else it may not fall below it
 * @param unit of the limit; the metric's own if empty
 * @param each whether every iteration has to keep it by itself; else the interval of their mean
 *     does
 */
public record Objective(
    String match, String metric, double limit, boolean atMost, Optional<Unit> unit, boolean each) {

  /** Of the mean, unless the metric is a maximum: the mean of maxima is nobody's. */
  public Objective(String match, String metric, double limit, boolean atMost, Optional<Unit> unit) {
    this(match, metric, limit, atMost, unit, isMaximum(metric));
  }

  /** Whether a metric is by its name the largest value of an iteration. */
  static boolean isMaximum(String metric) {
    return metric.endsWith(".max");
  }
}

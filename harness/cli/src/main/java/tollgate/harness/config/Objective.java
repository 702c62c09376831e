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
 */
public record Objective(
    String match, String metric, double limit, boolean atMost, Optional<Unit> unit) {}

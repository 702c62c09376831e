package tollgate.harness.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One benchmark × params × mode × threads of one run.
 *
 * @param key its identity
 * @param settings how it was measured
 * @param primary the benchmark's own score
 * @param secondary the other metrics by name
 */
public record Result(
    BenchmarkKey key, Settings settings, Metric primary, SortedMap<String, Metric> secondary) {

  public Result {
    secondary = Collections.unmodifiableSortedMap(new TreeMap<>(secondary));
  }
}

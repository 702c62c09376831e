package tollgate.harness.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What makes two results the same measurement: results with equal keys are compared, others never.
 *
 * @param benchmark fully qualified benchmark method, as JMH names it
 * @param mode how it was measured
 * @param threads total worker threads
 * @param params the benchmark's parameters by name, empty when it has none
 */
public record BenchmarkKey(
    String benchmark, Mode mode, int threads, SortedMap<String, String> params)
    implements Comparable<BenchmarkKey> {

  private static final Comparator<BenchmarkKey> ORDER =
      Comparator.comparing(BenchmarkKey::benchmark)
          .thenComparing(key -> key.params().toString())
          .thenComparing(BenchmarkKey::mode)
          .thenComparingInt(BenchmarkKey::threads);

  public BenchmarkKey {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }

  public BenchmarkKey(String benchmark, Mode mode, int threads, Map<String, String> params) {
    this(benchmark, mode, threads, new TreeMap<>(params));
  }

  /** Class and method without the package: {@code PointRead.prepared}. */
  public String shortName() {
    int method = benchmark.lastIndexOf('.');
    int type = method < 0 ? -1 : benchmark.lastIndexOf('.', method - 1);
    return benchmark.substring(type + 1);
  }

  /** {@code PointRead.prepared{agents=100} thrpt t=50}: for people, unescaped. */
  @Override
  public String toString() {
    String suffix =
        params.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    return shortName() + (params.isEmpty() ? "" : suffix) + " " + mode.label() + " t=" + threads;
  }

  @Override
  public int compareTo(BenchmarkKey other) {
    return ORDER.compare(this, other);
  }
}

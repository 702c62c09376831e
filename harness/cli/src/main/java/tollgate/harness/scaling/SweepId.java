package tollgate.harness.scaling;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Mode;

/**
 * What the points of a sweep share: everything of a benchmark's identity but its thread count.
 *
 * @param benchmark fully qualified benchmark method
 * @param mode how it was measured
 * @param params parameters by name
 */
public record SweepId(String benchmark, Mode mode, SortedMap<String, String> params)
    implements Comparable<SweepId> {

  private static final Comparator<SweepId> ORDER =
      Comparator.comparing(SweepId::benchmark)
          .thenComparing(id -> id.params().toString())
          .thenComparing(SweepId::mode);

  public SweepId {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }

  /** The sweep that {@code key} is a point of. */
  public static SweepId of(BenchmarkKey key) {
    return new SweepId(key.benchmark(), key.mode(), key.params());
  }

  /** {@code PoolContention.borrow{poolSize=10} thrpt}: for people, unescaped. */
  @Override
  public String toString() {
    String name = new BenchmarkKey(benchmark, mode, 1, params).shortName();
    String suffix =
        params.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    return name + (params.isEmpty() ? "" : suffix) + " " + mode.label();
  }

  @Override
  public int compareTo(SweepId other) {
    return ORDER.compare(this, other);
  }
}

package tollgate.harness.model;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * A unit of measure as JMH prints it, with what is needed to convert between units of one
 * dimension.
 *
 * @param text the unit as written, for example {@code us/op}
 * @param dimension what is measured; values are convertible only within a dimension
 * @param toBase factor from this unit to the dimension's base unit (seconds, operations per second,
 *     bytes, bytes per second), 1 for units we do not know
 */
public record Unit(String text, String dimension, double toBase) {

  private static final Map<String, Double> SECONDS =
      Map.of(
          "ns", 1e-9, "us", 1e-6, "µs", 1e-6, "μs", 1e-6, "ms", 1e-3, "s", 1.0, "sec", 1.0, "min",
          60.0, "hr", 3600.0, "day", 86400.0);

  private static final Map<String, Double> BYTES =
      Map.of("B", 1.0, "KB", 1024.0, "kB", 1024.0, "MB", 1024.0 * 1024, "GB", 1024.0 * 1024 * 1024);

  /**
   * Reads {@code ops/s}, {@code us/op}, {@code MB/sec}, {@code B/op}, {@code ms} and the like. A
   * unit we do not know is a dimension of its own: comparable with itself, with nothing else.
   */
  public static Unit parse(String text) {
    String trimmed = text.trim();
    int slash = trimmed.indexOf('/');
    String above = slash < 0 ? trimmed : trimmed.substring(0, slash).trim();
    String below = slash < 0 ? "" : trimmed.substring(slash + 1).trim();
    Double time = SECONDS.get(above);
    Double bytes = BYTES.get(above);
    Double per = SECONDS.get(below);
    if (time != null && (below.isEmpty() || below.equals("op"))) {
      return new Unit(trimmed, below.isEmpty() ? "time" : "time/op", time);
    }
    if (bytes != null && per != null) {
      return new Unit(trimmed, "bytes/time", bytes / per);
    }
    if (bytes != null && (below.isEmpty() || below.equals("op"))) {
      return new Unit(trimmed, below.isEmpty() ? "bytes" : "bytes/op", bytes);
    }
    if (per != null && !above.isEmpty()) {
      return new Unit(trimmed, above + "/time", 1 / per);
    }
    return new Unit(trimmed, trimmed, 1);
  }

  /**
   * Factor that turns a value in this unit into a value in {@code target}; empty when the
   * dimensions differ.
   */
  public OptionalDouble factorTo(Unit target) {
    return dimension.equals(target.dimension)
        ? OptionalDouble.of(toBase / target.toBase)
        : OptionalDouble.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}

package tollgate.harness.render;

import java.util.Locale;
import tollgate.harness.model.Metric;
import tollgate.harness.verdict.Comparison;

/** Numbers and names as people read them, the same under every locale. */
final class Figures {

  /** Shown where a number does not exist. */
  static final String NONE = "n/a";

  private static final double LARGEST_PERCENT = 1e6;

  private Figures() {}

  /** Four significant digits: {@code 1234}, {@code 12.34}, {@code 1.234e+09}. */
  static String value(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 1e-4 || size >= 1e9) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int decimals = (int) Math.max(0, 3 - Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** {@code +12.3%}. */
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    if (Math.abs(share) * 100 >= LARGEST_PERCENT) {
      return String.format(Locale.ROOT, "%+.1e%%", share * 100);
    }
    String text = String.format(Locale.ROOT, "%+.1f%%", share * 100);
    return text.equals("-0.0%") ? "+0.0%" : text;
  }

  /** {@code [+8.1%, +16.9%]}. */
  static String interval(double low, double high) {
    return Double.isNaN(low) && Double.isNaN(high)
        ? NONE
        : "[" + bound(low) + ", " + bound(high) + "]";
  }

  private static String bound(double share) {
    return share == Double.POSITIVE_INFINITY
        ? "∞"
        : share == Double.NEGATIVE_INFINITY ? "-∞" : percent(share);
  }

  static String slowdown(Comparison comparison) {
    return comparison.change().map(change -> percent(change.slowdown())).orElse("");
  }

  static String interval(Comparison comparison) {
    return comparison.change().map(change -> interval(change.low(), change.high())).orElse("");
  }

  /** {@code 12.34 → 15.67 us/op}; a side that is absent is a dash. */
  static String sides(Comparison comparison) {
    String baseline = comparison.baseline().map(side -> value(side.value())).orElse("–");
    String candidate = comparison.candidate().map(side -> value(side.value())).orElse("–");
    String unit = SafeText.isolated(comparison.unit().text(), 30);
    return comparison.baseline().isEmpty() && comparison.candidate().isEmpty()
        ? ""
        : (baseline + " → " + candidate + " " + unit).trim();
  }

  /** Benchmark and, when it is not the primary one, the metric; not yet fit to be shown. */
  static String name(Comparison comparison) {
    return comparison.metric().equals(Metric.PRIMARY)
        ? comparison.key().toString()
        : comparison.key() + " · " + comparison.metric();
  }
}

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.SweepId;
import tollgate.harness.stats.Interval;

/** How the page names patterns and writes figures. */
final class Labels {

  private static final Set<String> TELLING = Set.of("leases", "queue", "topology", "runtime");

  private Labels() {}

  /** The parameters that say which variant of a pattern it is. */
  static Map<String, String> telling(SweepId id) {
    Map<String, String> telling = new TreeMap<>(id.params());
    telling.keySet().retainAll(TELLING);
    // What agents run on unless something else is asked for says nothing.
    telling.remove("runtime", "PLATFORM");
    return telling;
  }

  /** The benchmark's class. */
  static String pattern(SweepId id) {
    String[] parts = id.benchmark().split("\\.");
    return parts[Math.max(0, parts.length - 2)];
  }

  /** The pattern and its variant. */
  static String name(SweepId id) {
    String values = String.join(", ", telling(id).values());
    return pattern(id) + (values.isEmpty() ? "" : " " + values);
  }

  static String name(ScalingReport report) {
    return name(report.id());
  }

  static String percent(ScalingReport report, int threads) {
    Optional<Interval> interval = Figures.interval(report, threads);
    double efficiency = Figures.efficiency(report, threads);
    String value = Double.isNaN(efficiency) ? "not measured" : String.format(Locale.ROOT, "%.1f %%", 100 * efficiency);
    return interval.map(i -> String.format(Locale.ROOT, "%s (%.1f–%.1f)", value, 100 * i.low(), 100 * i.high())).orElse(value);
  }

  static String number(double value) {
    return Double.isNaN(value) ? "not measured" : String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  /** Without decimals where it has none. */
  static String plain(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }
}

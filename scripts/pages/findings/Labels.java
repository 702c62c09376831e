import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.stats.Interval;

/** How the page names patterns and writes figures. */
final class Labels {

  private static final Set<String> TELLING = Set.of("leases", "queue", "topology", "runtime");

  private Labels() {}

  /** The parameters that say which variant of a pattern it is. */
  static Map<String, String> telling(ScalingReport report) {
    Map<String, String> telling = new TreeMap<>(report.id().params());
    telling.keySet().retainAll(TELLING);
    // What agents run on unless something else is asked for says nothing.
    telling.remove("runtime", "PLATFORM");
    return telling;
  }

  /** The pattern and its variant. */
  static String name(ScalingReport report) {
    String[] parts = report.id().benchmark().split("\\.");
    String values = String.join(", ", telling(report).values());
    return parts[parts.length - 2] + (values.isEmpty() ? "" : " " + values);
  }

  static String percent(ScalingReport report, int threads) {
    Optional<Interval> interval = Figures.point(report, threads).flatMap(PointReport::efficiencyInterval);
    double efficiency = Figures.efficiency(report, threads);
    String value = Double.isNaN(efficiency) ? "not measured" : String.format(Locale.ROOT, "%.1f %%", 100 * efficiency);
    return interval.map(i -> String.format(Locale.ROOT, "%s (%.1f–%.1f)", value, 100 * i.low(), 100 * i.high())).orElse(value);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }
}

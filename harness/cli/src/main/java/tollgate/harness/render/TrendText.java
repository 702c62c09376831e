package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import tollgate.harness.trend.Trend;

/** Trends for people: a sparkline each, and where it stepped. */
public final class TrendText {

  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int LONGEST_NAME = 120;
  private static final int MOST_BARS = 60;

  private TrendText() {}

  /** Writes the trends, those that stepped first. */
  public static void render(List<Trend> trends, Appendable out) throws IOException {
    List<Trend> ordered = new ArrayList<>(trends);
    ordered.sort((a, b) -> Integer.compare(b.steps().size(), a.steps().size()));
    for (Trend trend : ordered) {
      write(trend, out);
    }
    long stepped = trends.stream().filter(trend -> !trend.steps().isEmpty()).count();
    long shortest = trends.stream().filter(trend -> trend.shortfall() > 0).count();
    out.append(stepped + " of " + trends.size() + " benchmarks stepped");
    if (shortest > 0) {
      int most = trends.stream().mapToInt(Trend::shortfall).max().orElse(0);
      out.append("; " + shortest + " not searched for steps, up to " + most + " sessions short");
    }
    out.append('\n');
  }

  private static void write(Trend trend, Appendable out) throws IOException {
    List<Trend.Point> points = trend.points();
    String name = SafeText.isolated(trend.key().toString(), LONGEST_NAME);
    if (points.isEmpty()) {
      out.append(name).append(": no session has a score\n");
      return;
    }
    double last = points.get(points.size() - 1).value();
    out.append(sparkline(points))
        .append("  ")
        .append(Figures.value(last))
        .append(' ')
        .append(SafeText.isolated(trend.unit().text(), 30))
        .append("  ")
        .append(name)
        .append('\n');
    for (Trend.Step step : trend.steps()) {
      out.append("    ")
          .append(step.slowdown() > 0 ? "slower" : "faster")
          .append(" by ")
          .append(Figures.percent(Math.abs(step.slowdown())).substring(1))
          .append(" since ")
          .append(SafeText.isolated(step.session(), LONGEST_NAME))
          .append(String.format(Locale.ROOT, " (confidence %.2f %%)\n", step.confidence() * 100));
    }
  }

  /** Values as bars between their smallest and largest, the latest ones when there are many. */
  static String sparkline(List<Trend.Point> points) {
    List<Double> values = points.stream().map(Trend.Point::value).toList();
    List<Double> shown = values.subList(Math.max(0, values.size() - MOST_BARS), values.size());
    double low = Collections.min(shown);
    double high = Collections.max(shown);
    StringBuilder line = new StringBuilder();
    for (double value : shown) {
      double place = high > low ? (value - low) / (high - low) : 0.5;
      line.append(BARS.charAt((int) Math.round(place * (BARS.length() - 1))));
    }
    return line.toString();
  }
}

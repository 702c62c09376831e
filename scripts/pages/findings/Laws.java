import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.stats.Interval;

/** Which law is closest to the lock's curve: one of the two readings of a loss of 72 % at 50, or its own? */
final class Laws {

  private final Page page;

  Laws(Page page) {
    this.page = page;
  }

  /** A law without anything fitted. */
  private record Law(String name, IntToDoubleFunction efficiency) {}

  /**
   * How far a law is from what was measured.
   *
   * @param off root mean square
   * @param outside at how many counts its value lies outside the interval
   * @param intervals how many counts have one
   */
  private record Fit(Law law, double off, int outside, int intervals) {

    String told() {
      return String.format(Locale.ROOT, "%s, off by %.1f points; %s", law.name(), 100 * off,
          intervals == 0 ? "no count has an interval to hold it against" : String.format(Locale.ROOT, "its value lies outside the interval at %d of %d counts", outside, intervals));
    }
  }

  /** Compares, with {@code r} = wait / compute. */
  void write(ScalingReport gil, double r) {
    page.line("Two readings of the Universal Scalability Law lose 72 %% at 50: σ = 0.0525, κ = 0, without a peak, and σ = 0, κ = 0.00105, with one near 31. Neither is a lock's law, whose curve has a kink.");
    // One agent alone is what efficiency is relative to: every law passes through it.
    List<PointReport> points = gil.points().stream().filter(point -> point.threads() > 1).toList();
    if (points.isEmpty() || points.stream().anyMatch(point -> Double.isNaN(point.efficiency().orElse(Double.NaN)))) {
      page.line("**Cannot say** which is closest: without one agent alone no efficiency is known.");
      page.line("");
      return;
    }
    page.line("Efficiency by each, and measured:");
    page.line("");
    List<Law> laws =
        List.of(
            new Law("the reading without a peak (σ = 0.0525)", n -> 1 / (1 + 0.0525 * (n - 1))),
            new Law("the reading with a peak (κ = 0.00105)", n -> 1 / (1 + 0.00105 * n * (n - 1))),
            new Law("the kink", n -> Math.min(1, (1 + r) / n)));
    List<Fit> fits = laws.stream().map(law -> fit(law, points)).toList();
    table(gil, points, fits);
    verdict(fits);
    apart(gil, laws);
    page.line("");
  }

  private static Fit fit(Law law, List<PointReport> points) {
    double squares = 0;
    int outside = 0;
    int intervals = 0;
    for (PointReport point : points) {
      double expected = law.efficiency().applyAsDouble(point.threads());
      squares += Math.pow(expected - point.efficiency().orElseThrow(), 2);
      Optional<Interval> interval = point.efficiencyInterval();
      if (interval.isPresent()) {
        intervals++;
        outside += interval.get().contains(expected) ? 0 : 1;
      }
    }
    return new Fit(law, Math.sqrt(squares / points.size()), outside, intervals);
  }

  private void table(ScalingReport gil, List<PointReport> points, List<Fit> fits) {
    page.line("| agents | measured | σ = 0.0525 | κ = 0.00105 | kink at 1 + r |");
    page.line("|---|---|---|---|---|");
    for (PointReport point : points) {
      int n = point.threads();
      page.line("| %d | %s | %s |", n, Labels.percent(gil, n), cells(fits, fit -> String.format(Locale.ROOT, "%.1f %%", 100 * fit.law().efficiency().applyAsDouble(n))));
    }
    page.line("| off by, root mean square | | %s |", cells(fits, fit -> String.format(Locale.ROOT, "%.1f points", 100 * fit.off())));
    page.line("| outside the interval | | %s |", cells(fits, fit -> fit.outside() + " of " + fit.intervals() + " counts"));
    page.line("");
  }

  private static String cells(List<Fit> fits, Function<Fit, String> cell) {
    return fits.stream().map(cell).collect(Collectors.joining(" | "));
  }

  /** The closest need not fit: that takes a value inside every interval. */
  private void verdict(List<Fit> fits) {
    List<Fit> ranked = new ArrayList<>(fits);
    ranked.sort(Comparator.comparingDouble(Fit::off));
    page.line("**Closest: %s.** Then %s. Last %s.", ranked.get(0).told(), ranked.get(1).told(), ranked.get(2).told());
    boolean anyInside = fits.stream().anyMatch(fit -> fit.intervals() > 0 && fit.outside() == 0);
    if (!anyInside && fits.get(0).intervals() > 0) {
      page.line("None of the three lies inside all intervals: closest does not mean that it fits.");
    }
  }

  private void apart(ScalingReport gil, List<Law> laws) {
    int apart = 1;
    for (int n = 2; n <= Figures.MOST; n++) {
      apart = spread(laws, n) > spread(laws, apart) ? n : apart;
    }
    page.line("The three differ most at %d agents, by %.0f points between the highest and the lowest; %s.",
        apart, 100 * spread(laws, apart), Figures.point(gil, apart).isPresent() ? "it was measured there" : "it was not measured there");
  }

  private static double spread(List<Law> laws, int n) {
    double[] values = laws.stream().mapToDouble(law -> law.efficiency().applyAsDouble(n)).sorted().toArray();
    return values[values.length - 1] - values[0];
  }
}

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;

/** Which law does the lock's curve follow: one of the two readings of a loss of 72 % at 50, or its own? */
final class Laws {

  private final Page page;

  Laws(Page page) {
    this.page = page;
  }

  void write(ScalingReport gil, double r) {
    page.line("Two readings of the Universal Scalability Law lose 72 %% at 50: σ = 0.0525, κ = 0, without a peak, and σ = 0, κ = 0.00105, with one near 31. Neither is a lock's law, whose curve has a kink.");
    page.line("Efficiency by each, and measured:");
    page.line("");
    page.line("| agents | measured | σ = 0.0525 | κ = 0.00105 | kink at 1 + r |");
    page.line("|---|---|---|---|---|");
    List<IntToDoubleFunction> laws =
        List.of(n -> 1 / (1 + 0.0525 * (n - 1)), n -> 1 / (1 + 0.00105 * n * (n - 1)), n -> Math.min(1, (1 + r) / n));
    double[] squares = new double[laws.size()];
    for (PointReport point : gil.points()) {
      int n = point.threads();
      StringBuilder row = new StringBuilder();
      for (int law = 0; law < laws.size(); law++) {
        double expected = laws.get(law).applyAsDouble(n);
        squares[law] += Math.pow(expected - Figures.efficiency(gil, n), 2);
        row.append(String.format(Locale.ROOT, " %.1f %% |", 100 * expected));
      }
      page.line("| %d | %s |%s", n, Labels.percent(gil, n), row);
    }
    int count = gil.points().size();
    page.line("| off by, root mean square | | %.1f points | %.1f points | %.1f points |",
        100 * Math.sqrt(squares[0] / count), 100 * Math.sqrt(squares[1] / count), 100 * Math.sqrt(squares[2] / count));
    page.line("");
    String closer = squares[0] < squares[1] ? "without a peak" : "with a peak";
    int apart = 1;
    for (int n = 2; n <= Figures.MOST; n++) {
      apart = spread(laws, n) > spread(laws, apart) ? n : apart;
    }
    page.line("%s The three differ most at %d agents, by %.0f points between the highest and the lowest: that is where to measure.",
        squares[2] < Math.min(squares[0], squares[1])
            ? "**The kink fits; of the two readings the one " + closer + " is closer.**"
            : "**The reading " + closer + " fits best.**",
        apart, 100 * spread(laws, apart));
    page.line("");
  }

  private static double spread(List<IntToDoubleFunction> laws, int n) {
    double[] values = laws.stream().mapToDouble(law -> law.applyAsDouble(n)).sorted().toArray();
    return values[values.length - 1] - values[0];
  }
}

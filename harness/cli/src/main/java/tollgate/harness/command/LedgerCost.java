package tollgate.harness.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.render.SafeText;

/** What taking the ledger cost: the scores of its forks beside those that count. */
final class LedgerCost {

  private static final int LONGEST_NAME = 120;

  /** Beyond this the ledger may tell of another benchmark than the one that was scored. */
  private static final double SUSPECT = 0.10;

  private LedgerCost() {}

  /** One benchmark's cost: above 0 is slower with the instruments. */
  private record Cost(BenchmarkKey key, double slowdown) {}

  /** Lines for people; none when no result carries a ledger. */
  static List<String> lines(Run run) {
    List<Cost> costs = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Result result : run.results()) {
      String name = SafeText.isolated(result.key().toString(), LONGEST_NAME);
      Ledger.failures(result).forEach(why -> lines.add("no ledger of " + name + ": " + why));
      Metric own = result.secondary().get(Ledger.SCORE_METRIC);
      if (own != null) {
        double scored = mean(result.primary());
        double instrumented = mean(own);
        double cost = result.key().mode().direction().costRatio(scored, instrumented) - 1;
        if (Double.isFinite(cost)) {
          costs.add(new Cost(result.key(), cost));
        }
      }
    }
    if (!costs.isEmpty()) {
      costs.sort(Comparator.comparingDouble(Cost::slowdown));
      lines.add(
          String.format(
              Locale.ROOT,
              "the ledger's own forks: %d, slower by %.1f %% (median), %.1f %% at most; not scored",
              costs.size(),
              100 * costs.get(costs.size() / 2).slowdown(),
              100 * costs.get(costs.size() - 1).slowdown()));
    }
    costs.stream()
        .filter(cost -> Math.abs(cost.slowdown()) > SUSPECT)
        .forEach(
            cost ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "read the ledger of %s with care: its fork was off by %+.0f %%",
                        SafeText.isolated(cost.key().toString(), LONGEST_NAME),
                        100 * cost.slowdown())));
    return lines;
  }

  private static double mean(Metric metric) {
    double[] forks = metric.samples().forkMeans();
    return forks.length > 0
        ? DoubleStream.of(forks).average().orElse(Double.NaN)
        : metric.histograms().stream().mapToDouble(h -> h.mean()).average().orElse(Double.NaN);
  }
}

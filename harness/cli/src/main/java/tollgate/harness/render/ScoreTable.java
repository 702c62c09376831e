package tollgate.harness.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Histogram;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;

/** What a run measured, a line per benchmark, without any judgement. */
public final class ScoreTable {

  private ScoreTable() {}

  /**
   * The scores, how far forks lie apart, and beside them those of the recorded forks.
   *
   * @param scored the run's result
   * @param recorded the result of its recorded forks; empty of results when there are none
   */
  public static String of(Run scored, Run recorded) {
    Map<BenchmarkKey, Double> unscored = new HashMap<>();
    recorded.results().forEach(result -> unscored.put(result.key(), mean(result.primary())));
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(!unscored.isEmpty()));
    for (Result result : scored.results().stream().sorted(ScoreTable::byKey).toList()) {
      List<String> row = row(result);
      if (!unscored.isEmpty()) {
        row.add(Figures.value(unscored.getOrDefault(result.key(), Double.NaN)));
      }
      rows.add(row);
    }
    return TextTable.of(rows);
  }

  private static int byKey(Result one, Result other) {
    return one.key().compareTo(other.key());
  }

  private static List<String> header(boolean withRecorded) {
    List<String> header = new ArrayList<>(List.of("benchmark", "score", "unit", "forks", "spread"));
    if (withRecorded) {
      header.add("while recorded (not scored)");
    }
    return header;
  }

  private static List<String> row(Result result) {
    double[] forks = forkMeans(result.primary());
    return new ArrayList<>(
        List.of(
            result.key().toString(),
            Figures.value(mean(result.primary())),
            result.primary().unit().text(),
            Integer.toString(forks.length),
            spread(forks)));
  }

  /** How far the forks lie apart, as a share of their mean: what any later verdict has to beat. */
  private static String spread(double[] forks) {
    double[] known = DoubleStream.of(forks).filter(Double::isFinite).toArray();
    double mean = DoubleStream.of(known).average().orElse(Double.NaN);
    if (known.length < 2 || mean == 0) {
      return Figures.NONE;
    }
    double squares = DoubleStream.of(known).map(each -> (each - mean) * (each - mean)).sum();
    double deviation = Math.sqrt(squares / (known.length - 1)) / Math.abs(mean);
    return String.format(Locale.ROOT, "± %.1f%%", deviation * 100);
  }

  private static double mean(Metric metric) {
    return DoubleStream.of(forkMeans(metric)).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static double[] forkMeans(Metric metric) {
    return metric.histograms().isEmpty()
        ? metric.samples().forkMeans()
        : metric.histograms().stream().mapToDouble(Histogram::mean).toArray();
  }
}

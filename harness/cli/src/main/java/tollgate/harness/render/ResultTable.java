package tollgate.harness.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;

/** What a run measured, one line a benchmark. */
public final class ResultTable {

  private ResultTable() {}

  /** The results in file order: mean over the forks, and how many there were. */
  public static String of(Run run) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("benchmark", "score", "unit", "forks"));
    for (Result result : run.results()) {
      Metric primary = result.primary();
      rows.add(
          List.of(
              result.key().toString(),
              Figures.value(mean(primary)),
              primary.unit().text(),
              Integer.toString(primary.samples().forkCount())));
    }
    return TextTable.of(rows);
  }

  private static double mean(Metric metric) {
    double[] forks =
        metric.histograms().isEmpty()
            ? metric.samples().forkMeans()
            : metric.histograms().stream().mapToDouble(histogram -> histogram.mean()).toArray();
    return Arrays.stream(forks).average().orElse(Double.NaN);
  }
}

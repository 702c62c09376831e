import java.nio.file.Path;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.read.Sessions;

/** Prints {@code BENCHMARK,THREADS SCORE LEDGER-SCORE}, a line for each entry of a result file; NaN where no ledger was taken. */
final class Scores {

  public static void main(String[] file) {
    for (Result result : Sessions.readFile(Path.of(file[0])).results()) {
      Metric ledger = result.secondary().get(Ledger.SCORE_METRIC);
      System.out.println(
          result.key().shortName().replace(' ', '_') + "," + result.key().threads() + "-threads " + mean(result.primary()) + " " + (ledger == null ? Double.NaN : mean(ledger)));
    }
  }

  private static double mean(Metric metric) {
    double[] forks = metric.samples().forkMeans();
    double sum = 0;
    for (double fork : forks) {
      sum += fork;
    }
    return sum / forks.length;
  }
}

package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Histogram;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Unit;

/**
 * What one side of a comparison scored: one number per fork, by session.
 *
 * @param sessions one row per run, one score per usable fork, all in one unit; empty where the run
 *     measured nothing usable
 * @param lost forks that ran and gave no finite score
 * @param samples iteration scores as measured, whatever the unit
 */
record ForkScores(List<double[]> sessions, int lost, List<Samples> samples) {

  /** The scores of several sessions, all in {@code unit}. */
  static ForkScores of(List<Optional<Metric>> metrics, Unit unit) {
    List<double[]> sessions = new ArrayList<>();
    List<Samples> samples = new ArrayList<>();
    int lost = 0;
    for (Optional<Metric> measured : metrics) {
      if (measured.isEmpty()) {
        sessions.add(new double[0]);
        continue;
      }
      Metric metric = measured.get();
      double factor = metric.unit().factorTo(unit).orElseThrow();
      double[] all = scores(metric);
      double[] usable =
          Arrays.stream(all).map(score -> score * factor).filter(Double::isFinite).toArray();
      lost += all.length - usable.length;
      sessions.add(usable);
      samples.add(metric.samples());
    }
    return new ForkScores(List.copyOf(sessions), lost, List.copyOf(samples));
  }

  private static double[] scores(Metric metric) {
    boolean histogramOnly = metric.samples().size() == 0 && !metric.histograms().isEmpty();
    return histogramOnly
        ? metric.histograms().stream().mapToDouble(Histogram::mean).toArray()
        : metric.samples().forkMeans();
  }

  /** Log costs: runs × forks. All scores must be positive. */
  double[][] logCosts(Direction direction) {
    return sessions.stream()
        .map(forks -> Arrays.stream(forks).map(direction::logCost).toArray())
        .toArray(double[][]::new);
  }

  DoubleStream all() {
    return sessions.stream().flatMapToDouble(Arrays::stream);
  }

  int forks() {
    int forks = 0;
    for (double[] session : sessions) {
      forks += session.length;
    }
    return forks;
  }

  private int runs() {
    int runs = 0;
    for (double[] session : sessions) {
      runs += session.length > 0 ? 1 : 0;
    }
    return runs;
  }

  boolean isEmpty() {
    return forks() == 0;
  }

  boolean allPositive() {
    for (double[] session : sessions) {
      for (double score : session) {
        if (!(score > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  boolean allZero() {
    return all().allMatch(score -> score == 0);
  }

  /** Geometric mean when every score is positive, else the plain mean; NaN without a fork. */
  double center() {
    if (isEmpty() || !allPositive()) {
      return all().average().orElse(Double.NaN);
    }
    double sum = 0;
    for (double[] session : sessions) {
      for (double score : session) {
        sum += Math.log(score);
      }
    }
    return Math.exp(sum / forks());
  }

  Comparison.Side side() {
    return new Comparison.Side(center(), forks(), runs());
  }
}

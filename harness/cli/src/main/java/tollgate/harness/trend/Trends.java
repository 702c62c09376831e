package tollgate.harness.trend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Histogram;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Unit;
import tollgate.harness.stats.ChangePoints;

/** Lines sessions up by time and looks for steps in every benchmark. */
public final class Trends {

  private Trends() {}

  /** A session in which a benchmark was measured. */
  private record Measured(Run run, Metric primary) {}

  /**
   * The trend of every benchmark, by key. Sessions are ordered by when they were measured, those
   * that do not say by their names. A session without a positive score is left out.
   */
  public static List<Trend> of(List<Run> runs) {
    SortedMap<BenchmarkKey, List<Measured>> byKey = new TreeMap<>();
    runs.stream()
        .sorted(Comparator.comparing(Trends::startedAt).thenComparing(Run::source))
        .forEach(
            run -> {
              for (Result result : run.results()) {
                byKey
                    .computeIfAbsent(result.key(), key -> new ArrayList<>())
                    .add(new Measured(run, result.primary()));
              }
            });
    List<Trend> trends = new ArrayList<>();
    for (Map.Entry<BenchmarkKey, List<Measured>> entry : byKey.entrySet()) {
      trends.add(trend(entry.getKey(), entry.getValue()));
    }
    return trends;
  }

  private static String startedAt(Run run) {
    return run.environment().map(Environment::startedAt).orElse("");
  }

  private static Trend trend(BenchmarkKey key, List<Measured> sessions) {
    Unit unit = sessions.get(sessions.size() - 1).primary().unit();
    List<Trend.Point> points = new ArrayList<>();
    for (Measured session : sessions) {
      OptionalDouble factor = session.primary().unit().factorTo(unit);
      double value = center(session.primary()) * factor.orElse(Double.NaN);
      if (value > 0 && Double.isFinite(value)) {
        points.add(new Trend.Point(label(session.run()), value));
      }
    }
    int shortfall = Math.max(0, ChangePoints.FEWEST - points.size());
    return new Trend(key, unit, points, steps(key, points), shortfall);
  }

  private static double center(Metric metric) {
    double[] forks =
        metric.samples().size() == 0
            ? metric.histograms().stream().mapToDouble(Histogram::mean).toArray()
            : metric.samples().forkMeans();
    return Math.exp(
        Arrays.stream(forks)
            .filter(fork -> fork > 0 && Double.isFinite(fork))
            .map(Math::log)
            .average()
            .orElse(Double.NaN));
  }

  private static List<Trend.Step> steps(BenchmarkKey key, List<Trend.Point> points) {
    double[] logs = points.stream().mapToDouble(point -> Math.log(point.value())).toArray();
    List<ChangePoints.ChangePoint> found = ChangePoints.of(logs);
    List<Trend.Step> steps = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      int start = i == 0 ? 0 : found.get(i - 1).index();
      int at = found.get(i).index();
      int end = i + 1 < found.size() ? found.get(i + 1).index() : logs.length;
      double before = Math.exp(median(logs, start, at));
      double after = Math.exp(median(logs, at, end));
      steps.add(
          new Trend.Step(
              points.get(at).session(),
              at,
              key.mode().direction().costRatio(before, after) - 1,
              1 - found.get(i).p()));
    }
    return steps;
  }

  private static double median(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Commit and time where they are known, else the file's name. */
  private static String label(Run run) {
    return run.environment()
        .filter(environment -> !environment.startedAt().isEmpty())
        .map(
            environment ->
                environment.startedAt()
                    + (environment.commit().isEmpty()
                        ? ""
                        : " "
                            + environment
                                .commit()
                                .substring(0, Math.min(8, environment.commit().length()))))
        .orElse(run.source());
  }
}

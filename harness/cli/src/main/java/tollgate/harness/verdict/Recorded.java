package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.harness.config.Policy.DisturbanceLimits;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Run;
import tollgate.harness.model.Unit;
import tollgate.harness.verdict.Sides.Session;

/**
 * Recorded sessions beside two single ones that are compared: neither of those can say how far
 * sessions of one code differ, these can. What they measured is no part of the comparison.
 *
 * @param sessions of any code, several of each code
 * @param origin where they are from, for the reader
 */
public record Recorded(List<Run> sessions, String origin) {

  /** Nothing is recorded: single sessions are judged by their forks. */
  public static final Recorded NOTHING = new Recorded(List.of(), "");

  public Recorded {
    sessions = List.copyOf(sessions);
  }

  /** By benchmark, its sessions of one code that were measured alike, at their places. */
  Map<BenchmarkKey, List<Session>> byKey(DisturbanceLimits limits) {
    Map<BenchmarkKey, List<Session>> alike = new LinkedHashMap<>();
    Sides sides = Sides.of(sessions);
    sides
        .byKey()
        .forEach(
            (key, measured) -> {
              Session last = measured.get(measured.size() - 1);
              List<Session> like =
                  measured.stream()
                      .filter(
                          session ->
                              Comparability.obstacle(
                                      session.run(),
                                      session.result(),
                                      last.run(),
                                      last.result(),
                                      limits)
                                  .isEmpty())
                      .toList();
              if (like.size() > 1 && !sides.repeated().containsKey(key)) {
                alike.put(key, like);
              }
            });
    return alike;
  }

  /** Log costs of one metric of a pair's benchmark: sessions × forks; no row where not recorded. */
  double[][] logCosts(Map<BenchmarkKey, List<Session>> byKey, Pair pair) {
    List<Session> recorded = byKey.getOrDefault(pair.key(), List.of());
    List<Optional<Metric>> metrics = Pairing.metrics(recorded, pair.metric(), sessions.size());
    return logCosts(metrics, pair, pair.unit());
  }

  /** Log costs of the scores of all benchmarks that none of the pairs is about. */
  List<double[][]> others(Map<BenchmarkKey, List<Session>> byKey, List<Pair> pairs) {
    Set<BenchmarkKey> known = pairs.stream().map(Pair::key).collect(Collectors.toSet());
    List<double[][]> others = new ArrayList<>();
    byKey.forEach(
        (key, recorded) -> {
          Metric last = recorded.get(recorded.size() - 1).result().primary();
          ForkScores none = ForkScores.of(List.of(), last.unit());
          Pair pair =
              new Pair(key, Metric.PRIMARY, last.unit(), key.mode().direction(), 0, 0, none, none);
          double[][] costs =
              known.contains(key)
                  ? new double[0][]
                  : logCosts(
                      Pairing.metrics(recorded, Metric.PRIMARY, sessions.size()),
                      pair,
                      last.unit());
          if (costs.length > 0) {
            others.add(costs);
          }
        });
    return others;
  }

  private static double[][] logCosts(List<Optional<Metric>> metrics, Pair pair, Unit unit) {
    boolean other =
        metrics.stream()
            .flatMap(Optional::stream)
            .anyMatch(metric -> Comparability.unitObstacle(metric.unit(), unit).isPresent());
    if (other) {
      return new double[0][];
    }
    ForkScores scores = ForkScores.of(metrics, unit);
    return scores.isEmpty() || !scores.allPositive() ? new double[0][] : pair.logCosts(scores);
  }
}

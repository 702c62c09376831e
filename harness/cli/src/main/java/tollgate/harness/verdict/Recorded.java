package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Run;
import tollgate.harness.model.Unit;
import tollgate.harness.verdict.Sides.Session;

/**
 * Recorded sessions beside two single ones that are compared: neither of those can say how far
 * sessions of one code differ, these can. What they measured is no part of the comparison.
 *
 * @param sessions accepted as each other's baseline, the latest last
 * @param origin where they are from, for the reader: {@code of CLASS}
 * @param notes what could not be read, for the reader
 */
public record Recorded(List<Run> sessions, String origin, List<String> notes) {

  /** Nothing is recorded: single sessions are judged by their forks. */
  public static final Recorded NOTHING = new Recorded(List.of(), "", List.of());

  public Recorded {
    sessions = List.copyOf(sessions);
    notes = List.copyOf(notes);
  }

  /**
   * By benchmark, its sessions that were measured alike, at their places: two at least. Of several
   * ways of measuring the one with most sessions counts, of equals the latest.
   *
   * @param pairs what is compared: other benchmarks tell too, at the same thread counts
   */
  Map<BenchmarkKey, List<Session>> byKey(Policy policy, List<Pair> pairs) {
    Set<BenchmarkKey> compared = pairs.stream().map(Pair::key).collect(Collectors.toSet());
    Set<Integer> threads = pairs.stream().map(p -> p.key().threads()).collect(Collectors.toSet());
    Map<BenchmarkKey, List<Session>> alike = new LinkedHashMap<>();
    Sides sides = Sides.of(sessions);
    sides
        .byKey()
        .forEach(
            (key, measured) -> {
              boolean wanted =
                  compared.contains(key)
                      || (threads.contains(key.threads()) && policy.judgesScoreOf(key));
              List<Session> most = wanted ? most(measured, policy) : List.of();
              if (most.size() > 1 && !sides.repeated().containsKey(key)) {
                alike.put(key, most);
              }
            });
    return alike;
  }

  private static List<Session> most(List<Session> measured, Policy policy) {
    List<List<Session>> groups = new ArrayList<>();
    for (Session session : measured) {
      if (isAlike(session, session, policy)) {
        groups.stream()
            .filter(group -> isAlike(group.get(0), session, policy))
            .findFirst()
            .orElseGet(
                () -> {
                  groups.add(new ArrayList<>());
                  return groups.get(groups.size() - 1);
                })
            .add(session);
      }
    }
    List<Session> most = List.of();
    for (List<Session> group : groups) {
      most = group.size() >= most.size() ? group : most;
    }
    return most;
  }

  /** With itself: whether the machine was undisturbed and the load was reached. */
  private static boolean isAlike(Session first, Session second, Policy policy) {
    return Comparability.obstacle(
            first.run(), first.result(), second.run(), second.result(), policy.disturbance())
        .isEmpty();
  }

  /** How many sessions of any benchmark tell something. */
  static long used(Map<BenchmarkKey, List<Session>> byKey) {
    return byKey.values().stream().flatMap(List::stream).map(Session::index).distinct().count();
  }

  /** Log costs of one metric of a pair's benchmark: sessions × forks; no row where not recorded. */
  double[][] logCosts(Map<BenchmarkKey, List<Session>> byKey, Pair pair) {
    List<Session> recorded = byKey.getOrDefault(pair.key(), List.of());
    return logCosts(recorded, pair.metric(), pair.unit(), pair.direction());
  }

  /** Log costs of the scores of all benchmarks that none of the pairs is about. */
  List<double[][]> others(Map<BenchmarkKey, List<Session>> byKey, List<Pair> pairs) {
    Map<BenchmarkKey, List<Session>> others = new LinkedHashMap<>(byKey);
    pairs.forEach(pair -> others.remove(pair.key()));
    return others.entrySet().stream()
        .map(
            other ->
                logCosts(
                    other.getValue(),
                    Metric.PRIMARY,
                    other.getValue().get(0).result().primary().unit(),
                    other.getKey().mode().direction()))
        .filter(costs -> costs.length > 0)
        .toList();
  }

  private double[][] logCosts(
      List<Session> recorded, String metric, Unit unit, Direction direction) {
    List<Optional<Metric>> metrics = Pairing.metrics(recorded, metric, sessions.size());
    boolean otherUnit =
        metrics.stream()
            .flatMap(Optional::stream)
            .anyMatch(each -> Comparability.unitObstacle(each.unit(), unit).isPresent());
    if (otherUnit) {
      return new double[0][];
    }
    ForkScores scores = ForkScores.of(metrics, unit);
    return scores.isEmpty() || !scores.allPositive() ? new double[0][] : scores.logCosts(direction);
  }
}

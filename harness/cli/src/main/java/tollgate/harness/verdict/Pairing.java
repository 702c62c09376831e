package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Unit;
import tollgate.harness.verdict.Sides.Session;

/** Joins baseline and candidate by identity, and sets aside what cannot be compared. */
final class Pairing {

  private final Policy policy;
  private final Sides baseline;
  private final Sides candidate;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Comparison> setAside = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  /**
   * Why sessions of the baseline were left out, by the kind of reason: what is before its colon.
   */
  private final Map<String, List<String>> leftOut = new LinkedHashMap<>();

  private Pairing(Sides baseline, Sides candidate, Policy policy) {
    this.baseline = baseline;
    this.candidate = candidate;
    this.policy = policy;
  }

  /**
   * The join.
   *
   * @param pairs what can be judged
   * @param setAside what is decided without statistics
   * @param warnings what was left out or could not be checked
   */
  record Joined(List<Pair> pairs, List<Comparison> setAside, Set<String> warnings) {}

  static Joined join(List<Run> baseline, List<Run> candidate, Policy policy) {
    Pairing pairing = new Pairing(Sides.of(baseline), Sides.of(candidate), policy);
    Map<BenchmarkKey, List<BenchmarkKey>> otherMode = pairing.otherModes();
    Set<BenchmarkKey> measuredInOtherMode = new HashSet<>();
    otherMode.values().forEach(measuredInOtherMode::addAll);
    pairing.baseline.byKey().keySet().forEach(key -> pairing.joinBaseline(key, otherMode));
    pairing.candidate.byKey().keySet().stream()
        .filter(key -> !pairing.baseline.byKey().containsKey(key))
        .filter(key -> !measuredInOtherMode.contains(key))
        .forEach(pairing::added);
    pairing.warnOfSessionsLeftOut();
    return new Joined(pairing.pairs, pairing.setAside, pairing.warnings);
  }

  private void joinBaseline(BenchmarkKey key, Map<BenchmarkKey, List<BenchmarkKey>> otherMode) {
    List<Session> before = baseline.byKey().getOrDefault(key, List.of());
    List<Session> after = candidate.byKey().getOrDefault(key, List.of());
    String repeated = baseline.repeated().getOrDefault(key, candidate.repeated().get(key));
    if (after.isEmpty()) {
      missing(key, before.get(0).result().primary(), otherMode.getOrDefault(key, List.of()));
    } else if (repeated != null) {
      incomparable(
          key,
          Metric.PRIMARY,
          before.get(0).result().primary().unit(),
          "this identity appears " + repeated + ": which one is meant cannot be known");
    } else {
      joinSessions(key, before, after);
    }
  }

  private void joinSessions(BenchmarkKey key, List<Session> before, List<Session> after) {
    Session reference = after.get(after.size() - 1);
    Unit unit = reference.result().primary().unit();
    for (Session other : after) {
      Optional<String> notOffered = OpenLoopRate.obstacle(other.result());
      if (notOffered.isPresent()) {
        incomparable(key, Metric.PRIMARY, unit, notOffered.get());
        return;
      }
      Optional<String> obstacle = obstacle(reference, other);
      if (obstacle.isPresent()) {
        // A session beside itself tells only what is wrong with it.
        String differ = other == reference ? "" : "candidate sessions differ: ";
        incomparable(key, Metric.PRIMARY, unit, differ + obstacle.get());
        return;
      }
    }
    List<Session> like = new ArrayList<>();
    String why = "";
    for (Session session : before) {
      Optional<String> obstacle = obstacle(session, reference);
      if (obstacle.isPresent()) {
        why = obstacle.get();
      } else {
        like.add(session);
      }
    }
    if (like.isEmpty()) {
      incomparable(key, Metric.PRIMARY, unit, why);
      return;
    }
    if (like.size() < before.size()) {
      leftOut
          .computeIfAbsent(why.split(":", 2)[0], kind -> new ArrayList<>())
          .add(key.shortName() + ": " + why);
    }
    joinMetrics(key, like, after);
  }

  /** One line a kind: after a change of what many benchmarks share there would be as many. */
  private void warnOfSessionsLeftOut() {
    for (List<String> alike : leftOut.values()) {
      String others = alike.size() == 1 ? "" : alike.size() + " benchmarks, among them ";
      warnings.add("some baseline sessions were left out for " + others + alike.get(0));
    }
  }

  private Optional<String> obstacle(Session baseline, Session candidate) {
    return Comparability.obstacle(
        baseline.run(),
        baseline.result(),
        candidate.run(),
        candidate.result(),
        policy.disturbance());
  }

  private void joinMetrics(BenchmarkKey key, List<Session> before, List<Session> after) {
    if (policy.judgesScoreOf(key)) {
      pair(
          key,
          metrics(before, Metric.PRIMARY, baseline.runs()),
          metrics(after, Metric.PRIMARY, candidate.runs()),
          key.mode().direction(),
          policy.minimumEffectFor(key),
          0);
    }
    if (policy.metrics().isEmpty()) {
      return;
    }
    Set<String> names = new TreeSet<>();
    if (key.mode() == Mode.SAMPLE_TIME) {
      names.addAll(Percentiles.NAMES);
    }
    Stream.concat(before.stream(), after.stream())
        .forEach(session -> names.addAll(session.result().secondary().keySet()));
    for (String name : names) {
      policy
          .ruleFor(name)
          .filter(rule -> measured(name, before) || measured(name, after))
          .ifPresent(rule -> joinSecondary(key, name, rule, before, after));
    }
  }

  private static boolean measured(String name, List<Session> sessions) {
    return metrics(sessions, name, 1 + sessions.get(sessions.size() - 1).index()).stream()
        .anyMatch(Optional::isPresent);
  }

  private void joinSecondary(
      BenchmarkKey key,
      String name,
      Policy.MetricRule rule,
      List<Session> before,
      List<Session> after) {
    Direction direction =
        rule.higherIsBetter() ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER;
    List<Optional<Metric>> first = metrics(before, name, baseline.runs());
    List<Optional<Metric>> second = metrics(after, name, candidate.runs());
    Optional<Metric> inBaseline = first.stream().flatMap(Optional::stream).findFirst();
    Optional<Metric> inCandidate = second.stream().flatMap(Optional::stream).findFirst();
    if (inCandidate.isEmpty()) {
      setAside(
          key,
          inBaseline.orElseThrow(),
          true,
          new Verdict.Missing("the candidate has no such metric"));
    } else if (inBaseline.isEmpty()) {
      setAside(
          key,
          inCandidate.orElseThrow(),
          false,
          new Verdict.Added("the baseline has no such metric"));
    } else {
      pair(key, first, second, direction, rule.minimumEffect(), rule.absolute());
    }
  }

  private void pair(
      BenchmarkKey key,
      List<Optional<Metric>> before,
      List<Optional<Metric>> after,
      Direction direction,
      double minimumEffect,
      double absolute) {
    Metric reference =
        after.stream().flatMap(Optional::stream).reduce((first, last) -> last).orElseThrow();
    Unit unit = reference.unit();
    for (Metric metric :
        Stream.concat(before.stream(), after.stream()).flatMap(Optional::stream).toList()) {
      Optional<String> obstacle = Comparability.unitObstacle(metric.unit(), unit);
      if (obstacle.isPresent()) {
        incomparable(key, reference.name(), unit, obstacle.get());
        return;
      }
    }
    pairs.add(
        new Pair(
            key,
            reference.name(),
            unit,
            direction,
            minimumEffect,
            absolute,
            ForkScores.of(before, unit),
            ForkScores.of(after, unit)));
  }

  /** The metric in each run, empty where it was not measured. */
  static List<Optional<Metric>> metrics(List<Session> sessions, String name, int runs) {
    List<Optional<Metric>> metrics = new ArrayList<>(Collections.nCopies(runs, Optional.empty()));
    for (Session session : sessions) {
      Result result = session.result();
      metrics.set(
          session.index(),
          name.equals(Metric.PRIMARY)
              ? Optional.of(result.primary())
              : Optional.ofNullable(result.secondary().get(name))
                  .or(() -> Percentiles.of(result.primary(), name)));
    }
    return metrics;
  }

  private void missing(BenchmarkKey key, Metric metric, List<BenchmarkKey> otherMode) {
    if (otherMode.isEmpty()) {
      setAside(key, metric, true, new Verdict.Missing("the candidate did not measure it"));
    } else {
      incomparable(
          key,
          metric.name(),
          metric.unit(),
          "other mode: "
              + otherMode.get(0).mode().label()
              + ", the baseline's is "
              + key.mode().label());
    }
  }

  private void added(BenchmarkKey key) {
    Metric metric = candidate.byKey().getOrDefault(key, List.of()).get(0).result().primary();
    setAside(key, metric, false, new Verdict.Added("the baseline does not know it"));
  }

  private void setAside(BenchmarkKey key, Metric metric, boolean isBaseline, Verdict verdict) {
    ForkScores scores = ForkScores.of(List.of(Optional.of(metric)), metric.unit());
    Optional<Comparison.Side> side =
        scores.isEmpty() ? Optional.empty() : Optional.of(scores.side());
    setAside.add(
        new Comparison(
            key,
            metric.name(),
            metric.unit(),
            isBaseline ? side : Optional.empty(),
            isBaseline ? Optional.empty() : side,
            Optional.empty(),
            verdict));
  }

  private void incomparable(BenchmarkKey key, String metric, Unit unit, String reason) {
    setAside.add(
        new Comparison(
            key,
            metric,
            unit,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Verdict.Incomparable(reason)));
  }

  /** Baseline identities the candidate lacks, and what it measured in another mode instead. */
  private Map<BenchmarkKey, List<BenchmarkKey>> otherModes() {
    Map<BenchmarkKey, List<BenchmarkKey>> found = new LinkedHashMap<>();
    Map<List<Object>, List<BenchmarkKey>> added = new LinkedHashMap<>();
    for (BenchmarkKey key : candidate.byKey().keySet()) {
      if (!baseline.byKey().containsKey(key)) {
        added.computeIfAbsent(withoutMode(key), any -> new ArrayList<>()).add(key);
      }
    }
    for (BenchmarkKey key : baseline.byKey().keySet()) {
      List<BenchmarkKey> others = added.get(withoutMode(key));
      if (others != null && !candidate.byKey().containsKey(key)) {
        found.put(key, others);
      }
    }
    return found;
  }

  private static List<Object> withoutMode(BenchmarkKey key) {
    return List.of(key.benchmark(), key.threads(), key.params());
  }
}

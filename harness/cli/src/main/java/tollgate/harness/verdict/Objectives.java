package tollgate.harness.verdict;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tollgate.harness.config.Glob;
import tollgate.harness.config.Objective;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Unit;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/**
 * Checks what was measured against its service-level objectives. Each measured iteration of a
 * scenario is a whole run of it, so iterations are what the interval is made of.
 */
public final class Objectives {
  private static final Comparator<ObjectiveCheck> WORST_FIRST =
      Comparator.comparing(
              (ObjectiveCheck check) ->
                  List.of(
                          ObjectiveCheck.State.VIOLATED,
                          ObjectiveCheck.State.VOID,
                          ObjectiveCheck.State.AT_RISK,
                          ObjectiveCheck.State.MET)
                      .indexOf(check.state()))
          .thenComparing(ObjectiveCheck::key)
          .thenComparing(ObjectiveCheck::metric);

  private Objectives() {}

  /**
   * The report with the objectives of the candidate in it: one that is violated makes the outcome a
   * regression, one whose load was not offered makes it undecided at least.
   *
   * @param report of a comparison, or of none
   * @param candidate what was measured
   * @param policy whose objectives are to be kept
   */
  public static Report addTo(Report report, List<Run> candidate, Policy policy) {
    List<ObjectiveCheck> checks = check(candidate, policy);
    if (checks.isEmpty()) {
      return report;
    }
    Outcome outcome = report.outcome().worse(outcome(checks));
    Optional<ObjectiveCheck> violated =
        checks.stream().filter(check -> check.state() == ObjectiveCheck.State.VIOLATED).findFirst();
    String first =
        violated
            .map(check -> "SLO violated: " + check.key() + " " + check.reason() + "; ")
            .orElse("");
    return new Report(
        outcome,
        first + tally(checks) + ". " + report.headline(),
        report.comparisons(),
        report.shift(),
        report.warnings(),
        checks);
  }

  /** What objectives alone conclude: violated, then void, then passed. */
  public static Outcome outcome(List<ObjectiveCheck> checks) {
    List<ObjectiveCheck.State> states = checks.stream().map(ObjectiveCheck::state).toList();
    if (states.contains(ObjectiveCheck.State.VIOLATED)) {
      return Outcome.REGRESSION;
    }
    return states.contains(ObjectiveCheck.State.VOID) ? Outcome.UNDECIDED : Outcome.PASS;
  }

  /** {@code objectives: 12 met, 1 violated}. */
  public static String tally(List<ObjectiveCheck> checks) {
    Map<ObjectiveCheck.State, Long> counts =
        checks.stream()
            .collect(
                Collectors.groupingBy(ObjectiveCheck::state, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey().label())
        .collect(Collectors.joining(", ", "objectives: ", ""));
  }

  /**
   * Checks every benchmark that an objective is meant for.
   *
   * @param candidate sessions; those of one benchmark are taken together
   * @param policy whose objectives, and whose confidence for the intervals
   * @return worst first; none for an objective that no benchmark matches
   */
  public static List<ObjectiveCheck> check(List<Run> candidate, Policy policy) {
    Map<BenchmarkKey, List<Result>> byKey = new TreeMap<>();
    for (Run run : candidate) {
      for (Result result : run.results()) {
        byKey.computeIfAbsent(result.key(), key -> new ArrayList<>()).add(result);
      }
    }
    List<ObjectiveCheck> checks = new ArrayList<>();
    byKey.forEach(
        (key, results) -> {
          String name = key.toString();
          policy.objectives().stream()
              .filter(objective -> Glob.matches(objective.match(), name))
              .forEach(objective -> checks.add(check(key, results, objective, policy)));
        });
    return checks.stream().sorted(WORST_FIRST).toList();
  }

  private static ObjectiveCheck check(
      BenchmarkKey key, List<Result> results, Objective objective, Policy policy) {
    List<Metric> metrics =
        results.stream().flatMap(result -> metric(result, objective.metric()).stream()).toList();
    Unit unit =
        objective
            .unit()
            .or(() -> metrics.stream().map(Metric::unit).findFirst())
            .orElse(Unit.parse("#"));
    double[] values = metrics.stream().flatMapToDouble(metric -> values(metric, unit)).toArray();
    Finding finding =
        objective.each()
            ? ofWorst(values, objective, unit)
            : ofMean(values, objective, unit, policy.confidence());
    Optional<String> few = PercentileSamples.tooFew(objective.metric(), results);
    Optional<String> obstacle =
        results.stream().flatMap(result -> OpenLoopRate.obstacle(result).stream()).findFirst();
    if (obstacle.isPresent()) {
      finding = finding.as(ObjectiveCheck.State.VOID, obstacle.get());
    } else if (few.isPresent() && finding.state() == ObjectiveCheck.State.MET) {
      // One that is violated even so has seen enough.
      finding = finding.as(ObjectiveCheck.State.AT_RISK, few.get());
    }
    return new ObjectiveCheck(
        key,
        objective.metric(),
        unit,
        finding.value(),
        finding.interval().low(),
        finding.interval().high(),
        objective.limit(),
        objective.atMost(),
        finding.state(),
        finding.reason());
  }

  /** What the figures alone say. */
  private record Finding(
      double value, Interval interval, ObjectiveCheck.State state, String reason) {

    static Finding none(Objective objective) {
      return new Finding(
          Double.NaN,
          new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
          ObjectiveCheck.State.AT_RISK,
          "has no figure for " + objective.metric());
    }

    Finding as(ObjectiveCheck.State other, String why) {
      return new Finding(value, interval, other, why);
    }
  }

  private static Finding ofMean(
      double[] values, Objective objective, Unit unit, double confidence) {
    if (values.length == 0 || !DoubleStream.of(values).allMatch(Double::isFinite)) {
      return Finding.none(objective);
    }
    Moments moments = Moments.of(values);
    Interval interval =
        values.length > 1
            ? around(moments, confidence)
            : new Interval(moments.mean(), moments.mean());
    ObjectiveCheck.State state = state(interval, objective);
    return new Finding(moments.mean(), interval, state, reason(state, objective, unit));
  }

  /** An iteration without a figure may have kept the limit or not; one beyond it settles that. */
  private static Finding ofWorst(double[] values, Objective objective, Unit unit) {
    DoubleStream known = DoubleStream.of(values).filter(value -> !Double.isNaN(value));
    double worst = (objective.atMost() ? known.max() : known.min()).orElse(Double.NaN);
    boolean whole = DoubleStream.of(values).noneMatch(Double::isNaN);
    if (Double.isNaN(worst) || !whole && keeps(worst, objective)) {
      return Finding.none(objective);
    }
    Interval alone = new Interval(worst, worst);
    ObjectiveCheck.State state = state(alone, objective);
    return new Finding(
        worst, alone, state, reason(state, objective, unit) + " in the worst iteration");
  }

  private static Optional<Metric> metric(Result result, String name) {
    return name.equals(Metric.PRIMARY)
        ? Optional.of(result.primary())
        : Optional.ofNullable(result.secondary().get(name));
  }

  /** In the objective's unit; NaN where the units are of other dimensions. */
  private static DoubleStream values(Metric metric, Unit unit) {
    double factor = metric.unit().factorTo(unit).orElse(Double.NaN);
    return IntStream.range(0, metric.samples().forkCount())
        .mapToObj(metric.samples()::fork)
        .flatMapToDouble(DoubleStream::of)
        .map(value -> value * factor);
  }

  private static Interval around(Moments moments, double confidence) {
    double error = Math.sqrt(moments.variance() / moments.count());
    return new StudentEstimate(moments.mean(), error, moments.df()).interval(confidence);
  }

  private static ObjectiveCheck.State state(Interval interval, Objective objective) {
    boolean lowKeeps = keeps(interval.low(), objective);
    boolean highKeeps = keeps(interval.high(), objective);
    if (lowKeeps && highKeeps) {
      return ObjectiveCheck.State.MET;
    }
    return lowKeeps || highKeeps ? ObjectiveCheck.State.AT_RISK : ObjectiveCheck.State.VIOLATED;
  }

  private static boolean keeps(double value, Objective objective) {
    return objective.atMost() ? value <= objective.limit() : value >= objective.limit();
  }

  private static String reason(ObjectiveCheck.State state, Objective objective, Unit unit) {
    String limit =
        objective.metric()
            + (objective.atMost() ? " at most " : " at least ")
            + BigDecimal.valueOf(objective.limit()).stripTrailingZeros().toPlainString()
            + " "
            + unit;
    return switch (state) {
      case MET -> "keeps " + limit;
      case VIOLATED -> "does not keep " + limit;
      default -> "may not keep " + limit + ": the interval straddles it";
    };
  }
}

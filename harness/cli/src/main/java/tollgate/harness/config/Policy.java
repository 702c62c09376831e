package tollgate.harness.config;

import java.util.List;
import java.util.Optional;
import tollgate.harness.model.BenchmarkKey;

/**
 * How changes are judged: {@code baselines/gate.toml} as values.
 *
 * @param falseDiscoveryRate accepted share of false alarms among all alarms, within (0, 1)
 * @param confidence of the printed intervals, within (0, 1)
 * @param minimumEffect smallest relative change worth reporting, for example 0.03
 * @param strict whether something inconclusive makes the outcome undecided
 * @param benchmarks exceptions by glob on {@code BenchmarkKey.toString()}; the first match wins
 * @param metrics secondary metrics that are gated, by glob on their name
 * @param disturbance how much of the processors others may take
 * @param objectives what has to be kept whatever it was before
 */
public record Policy(
    double falseDiscoveryRate,
    double confidence,
    double minimumEffect,
    boolean strict,
    List<BenchmarkRule> benchmarks,
    List<MetricRule> metrics,
    DisturbanceLimits disturbance,
    List<Objective> objectives) {

  public static final Policy DEFAULT = new Policy(0.05, 0.95, 0.03, false, List.of(), List.of());

  public Policy {
    benchmarks = List.copyOf(benchmarks);
    metrics = List.copyOf(metrics);
    objectives = List.copyOf(objectives);
  }

  /** With the usual limits of disturbance and without objectives. */
  public Policy(
      double falseDiscoveryRate,
      double confidence,
      double minimumEffect,
      boolean strict,
      List<BenchmarkRule> benchmarks,
      List<MetricRule> metrics) {
    this(
        falseDiscoveryRate,
        confidence,
        minimumEffect,
        strict,
        benchmarks,
        metrics,
        DisturbanceLimits.DEFAULT,
        List.of());
  }

  /** Without objectives. */
  public Policy(
      double falseDiscoveryRate,
      double confidence,
      double minimumEffect,
      boolean strict,
      List<BenchmarkRule> benchmarks,
      List<MetricRule> metrics,
      DisturbanceLimits disturbance) {
    this(
        falseDiscoveryRate,
        confidence,
        minimumEffect,
        strict,
        benchmarks,
        metrics,
        disturbance,
        List.of());
  }

  /** The same, but undecided where something was not decided. */
  public Policy asStrict() {
    return new Policy(
        falseDiscoveryRate,
        confidence,
        minimumEffect,
        true,
        benchmarks,
        metrics,
        disturbance,
        objectives);
  }

  /** Smallest relative change worth reporting for this benchmark. */
  public double minimumEffectFor(BenchmarkKey key) {
    return ruleFor(key).map(BenchmarkRule::minimumEffect).orElse(minimumEffect);
  }

  /** Whether this benchmark's own score is compared; else only gated secondary metrics are. */
  public boolean judgesScoreOf(BenchmarkKey key) {
    return ruleFor(key).map(BenchmarkRule::judgeScore).orElse(true);
  }

  private Optional<BenchmarkRule> ruleFor(BenchmarkKey key) {
    if (benchmarks.isEmpty()) {
      return Optional.empty();
    }
    String name = key.toString();
    return benchmarks.stream().filter(rule -> Glob.matches(rule.match(), name)).findFirst();
  }

  /** The first rule for this secondary metric; empty when it is not judged. */
  public Optional<MetricRule> ruleFor(String metric) {
    return metrics.stream().filter(rule -> Glob.matches(rule.match(), metric)).findFirst();
  }

  /**
   * Shares of processor time, within [0, 1], that others may take while something is measured. What
   * others are measured against has to be cleaner than what is compared once.
   *
   * @param foreign by other processes, above which a run is not compared
   * @param stolen kept by the host, likewise
   * @param foreignToRecord by other processes, above which a run becomes no baseline unless forced
   * @param stolenToRecord kept by the host, likewise
   */
  public record DisturbanceLimits(
      double foreign, double stolen, double foreignToRecord, double stolenToRecord) {

    public static final DisturbanceLimits DEFAULT = new DisturbanceLimits(0.25, 0.10, 0.10, 0.05);
  }

  /**
   * An exception for some benchmarks.
   *
   * @param match glob with {@code *} and {@code ?}
   * @param minimumEffect replaces the general one
   * @param judgeScore whether its own score is compared
   */
  public record BenchmarkRule(String match, double minimumEffect, boolean judgeScore) {

    /** One whose score is compared. */
    public BenchmarkRule(String match, double minimumEffect) {
      this(match, minimumEffect, true);
    }
  }

  /**
   * A secondary metric that is judged as the primary one is.
   *
   * @param match glob on the metric's name
   * @param higherIsBetter its direction
   * @param minimumEffect relative change worth reporting
   * @param absolute changes below this in the metric's own unit never count; 0 for none
   */
  public record MetricRule(
      String match, boolean higherIsBetter, double minimumEffect, double absolute) {}
}

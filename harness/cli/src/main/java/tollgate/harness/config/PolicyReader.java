package tollgate.harness.config;

import java.nio.file.Path;
import java.util.Optional;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Unit;

/** Reads {@code gate.toml}. What it does not set keeps the value of {@link Policy#DEFAULT}. */
public final class PolicyReader {

  private static final Range LIMIT = Range.of(-1e300, 1e300);

  private PolicyReader() {}

  /**
   * @throws InputException naming the file and the key, when a key is unknown, a value is of
   *     another kind or outside its range, or the file cannot be read
   */
  public static Policy read(Path file) {
    return policy(GateFile.read(file));
  }

  /** The same from text; {@code source} names it in complaints. */
  static Policy parse(String toml, String source) {
    return policy(GateFile.parse(toml, source));
  }

  private static Policy policy(Table gate) {
    SuiteReader.suites(gate);
    if (gate.has("build")) {
      gate.requiredText("build");
    }
    double effect = gate.number("minimum-effect", Range.EFFECT, Policy.DEFAULT.minimumEffect());
    return new Policy(
        gate.number("false-discovery-rate", Range.openUnit(), Policy.DEFAULT.falseDiscoveryRate()),
        gate.number("confidence", Range.of(0.5, 0.9999), Policy.DEFAULT.confidence()),
        effect,
        gate.truth("strict", Policy.DEFAULT.strict()),
        gate.tables("benchmark").stream().map(rule -> benchmarkRule(rule, effect)).toList(),
        gate.tables("metric").stream().map(PolicyReader::metricRule).toList(),
        disturbance(gate),
        gate.tables("slo").stream().map(PolicyReader::objective).toList());
  }

  private static Objective objective(Table rule) {
    rule.allow("match", "metric", "at-most", "at-least", "unit", "each-iteration");
    double most = rule.number("at-most", LIMIT, Double.NaN);
    double least = rule.number("at-least", LIMIT, Double.NaN);
    if (Double.isNaN(most) == Double.isNaN(least)) {
      throw rule.fail("needs either \"at-most\" or \"at-least\"");
    }
    String metric = rule.requiredText("metric");
    return new Objective(
        rule.requiredText("match"),
        metric,
        Double.isNaN(most) ? least : most,
        !Double.isNaN(most),
        rule.has("unit") ? Optional.of(Unit.parse(rule.requiredText("unit"))) : Optional.empty(),
        rule.truth("each-iteration", Objective.isMaximum(metric)));
  }

  private static Policy.DisturbanceLimits disturbance(Table gate) {
    Policy.DisturbanceLimits usual = Policy.DisturbanceLimits.DEFAULT;
    return new Policy.DisturbanceLimits(
        gate.number("most-foreign-cpu", Range.SHARE, usual.foreign()),
        gate.number("most-stolen-cpu", Range.SHARE, usual.stolen()),
        gate.number("most-foreign-cpu-to-record", Range.SHARE, usual.foreignToRecord()),
        gate.number("most-stolen-cpu-to-record", Range.SHARE, usual.stolenToRecord()));
  }

  private static Policy.BenchmarkRule benchmarkRule(Table rule, double usualEffect) {
    rule.allow("match", "minimum-effect", "judge-score");
    String match = rule.requiredText("match");
    if (!rule.has("minimum-effect") && !rule.has("judge-score")) {
      throw rule.fail("needs \"minimum-effect\" or \"judge-score\"");
    }
    return new Policy.BenchmarkRule(
        match,
        rule.number("minimum-effect", Range.EFFECT, usualEffect),
        rule.truth("judge-score", true));
  }

  private static Policy.MetricRule metricRule(Table rule) {
    rule.allow("match", "better", "minimum-effect", "absolute");
    return new Policy.MetricRule(
        rule.requiredText("match"),
        rule.choice("better", "lower", "higher").equals("higher"),
        rule.number("minimum-effect", Range.EFFECT, Policy.DEFAULT.minimumEffect()),
        rule.number("absolute", Range.of(0, 1e300), 0));
  }
}

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
    return new Policy(
        gate.number("false-discovery-rate", Range.openUnit(), Policy.DEFAULT.falseDiscoveryRate()),
        gate.number("confidence", Range.of(0.5, 0.9999), Policy.DEFAULT.confidence()),
        gate.number("minimum-effect", Range.EFFECT, Policy.DEFAULT.minimumEffect()),
        gate.truth("strict", Policy.DEFAULT.strict()),
        gate.tables("benchmark").stream().map(PolicyReader::benchmarkRule).toList(),
        gate.tables("metric").stream().map(PolicyReader::metricRule).toList(),
        disturbance(gate),
        gate.tables("slo").stream().map(PolicyReader::objective).toList());
  }

  private static Objective objective(Table rule) {
    rule.allow("match", "metric", "at-most", "at-least", "unit");
    double most = rule.number("at-most", LIMIT, Double.NaN);
    double least = rule.number("at-least", LIMIT, Double.NaN);
    if (Double.isNaN(most) == Double.isNaN(least)) {
      throw rule.fail("needs either \"at-most\" or \"at-least\"");
    }
    return new Objective(
        rule.requiredText("match"),
        rule.requiredText("metric"),
        Double.isNaN(most) ? least : most,
        !Double.isNaN(most),
        rule.has("unit") ? Optional.of(Unit.parse(rule.requiredText("unit"))) : Optional.empty());
  }

  private static Policy.DisturbanceLimits disturbance(Table gate) {
    Policy.DisturbanceLimits usual = Policy.DisturbanceLimits.DEFAULT;
    return new Policy.DisturbanceLimits(
        gate.number("most-foreign-cpu", Range.SHARE, usual.foreign()),
        gate.number("most-stolen-cpu", Range.SHARE, usual.stolen()),
        gate.number("most-foreign-cpu-to-record", Range.SHARE, usual.foreignToRecord()),
        gate.number("most-stolen-cpu-to-record", Range.SHARE, usual.stolenToRecord()));
  }

  private static Policy.BenchmarkRule benchmarkRule(Table rule) {
    rule.allow("match", "minimum-effect");
    return new Policy.BenchmarkRule(
        rule.requiredText("match"), rule.requiredNumber("minimum-effect", Range.EFFECT));
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

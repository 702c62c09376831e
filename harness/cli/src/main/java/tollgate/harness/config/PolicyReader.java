package tollgate.harness.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import tollgate.harness.model.InputException;

/** Reads {@code gate.toml}. What it does not set keeps the value of {@link Policy#DEFAULT}. */
public final class PolicyReader {

  private PolicyReader() {}

  /**
   * @throws InputException naming the file and the key, when a key is unknown, a value is of
   *     another kind or outside its range, or the file cannot be read
   */
  public static Policy read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same from text; {@code source} names it in complaints. */
  static Policy parse(String toml, String source) {
    try {
      return policy(new Table(new TomlMapper().readTree(toml), source, ""));
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : String.format(Locale.ROOT, "line %d: ", e.getLocation().getLineNr());
      throw new InputException(
          source
              + ": "
              + place
              + "not TOML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    }
  }

  private static Policy policy(Table gate) {
    gate.allow(
        "false-discovery-rate", "confidence", "minimum-effect", "strict", "benchmark", "metric");
    return new Policy(
        gate.number("false-discovery-rate", Range.openUnit(), Policy.DEFAULT.falseDiscoveryRate()),
        gate.number("confidence", Range.of(0.5, 0.9999), Policy.DEFAULT.confidence()),
        gate.number("minimum-effect", Range.EFFECT, Policy.DEFAULT.minimumEffect()),
        gate.truth("strict", Policy.DEFAULT.strict()),
        gate.tables("benchmark").stream().map(PolicyReader::benchmarkRule).toList(),
        gate.tables("metric").stream().map(PolicyReader::metricRule).toList());
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

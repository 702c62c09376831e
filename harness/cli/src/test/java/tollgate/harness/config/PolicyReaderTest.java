package tollgate.harness.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.harness.model.InputException;

final class PolicyReaderTest {

  @Test
  void parse_nothingSet_isTheDefault() {
    assertThat(parse("")).isEqualTo(Policy.DEFAULT);
  }

  @Test
  void parse_everythingSet_isRead() {
    Policy policy =
        parse(
            """
            false-discovery-rate = 0.01
            confidence = 0.99
            minimum-effect = 0.05
            strict = true
            most-foreign-cpu = 0.5
            most-stolen-cpu-to-record = 0
            [[benchmark]]
            match = "Handshake*"
            minimum-effect = 0.1
            [[benchmark]]
            match = "Search*"
            judge-score = false
            [[metric]]
            match = "success"
            better = "higher"
            [[metric]]
            match = "gc.alloc.rate.norm"
            minimum-effect = 0.01
            absolute = 8
            """);

    assertThat(policy.falseDiscoveryRate()).isEqualTo(0.01);
    assertThat(policy.confidence()).isEqualTo(0.99);
    assertThat(policy.minimumEffect()).isEqualTo(0.05);
    assertThat(policy.strict()).isTrue();
    assertThat(policy.disturbance()).isEqualTo(new Policy.DisturbanceLimits(0.5, 0.1, 0.1, 0));
    assertThat(policy.benchmarks())
        .containsExactly(
            new Policy.BenchmarkRule("Handshake*", 0.1, true),
            new Policy.BenchmarkRule("Search*", 0.05, false));
    assertThat(policy.metrics())
        .containsExactly(
            new Policy.MetricRule("success", true, 0.03, 0),
            new Policy.MetricRule("gc.alloc.rate.norm", false, 0.01, 8));
  }

  @Test
  void read_committedFile_hasTheDefaultsItSpeaksOf() {
    Policy policy = PolicyReader.read(Path.of("../../baselines/gate.toml"));

    assertThat(policy)
        .isEqualTo(
            new Policy(
                Policy.DEFAULT.falseDiscoveryRate(),
                Policy.DEFAULT.confidence(),
                Policy.DEFAULT.minimumEffect(),
                Policy.DEFAULT.strict(),
                List.of(new Policy.BenchmarkRule("BreakingPoint.*", 0.03, false)),
                List.of(
                    new Policy.MetricRule("gc.alloc.rate.norm", false, 0.01, 16),
                    new Policy.MetricRule("response.p50", false, 0.5, 2_000),
                    new Policy.MetricRule("knee.rate", true, 0.25, 0)),
                Policy.DEFAULT.disturbance(),
                policy.objectives()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slo = [{match = \"A*\", metric = \"m\"}] | [[slo]] number 1: needs either \"at-most\" or",
        "slo = [{match = \"A*\", metric = \"m\", at-most = 1, at-least = 1}] | needs either \"at-most\"",
        "slo = [{metric = \"m\", at-most = 1}] | [[slo]] number 1: \"match\" is missing",
        "slo = [{match = \"A*\", metric = \"m\", at-most = \"5 ms\"}] | \"at-most\" must be a number",
        "slo = [{match = \"A*\", metric = \"m\", most = 1}] | unknown key \"most\" (known: match, metric",
        "benchmark = [{match = \"A*\"}]      | needs \"minimum-effect\" or \"judge-score\"",
        "slo = [{match = \"A*\", metric = \"m\", at-most = 1, each-iteration = 1}] | must be true or false",
        "minimum-efect = 0.1                 | unknown key \"minimum-efect\" (known: false-discovery-rate, confidence",
        "minimum-effect = \"3 %\"            | \"minimum-effect\" must be a number",
        "minimum-effect = -1                 | must be from 1.0E-4 to 10.0",
        "false-discovery-rate = 1            | above 0.0 and below 1.0",
        "confidence = nan                    | \"confidence\" must be from 0.5",
        "most-foreign-cpu = 25               | \"most-foreign-cpu\" must be from 0.0 to 1.0",
        "most-stolen-cpu-to-record = -0.1    | \"most-stolen-cpu-to-record\" must be from 0.0 to 1.0",
        "build = 1                           | \"build\" must be",
        "strict = 1                          | must be true or false",
        "benchmark = 3                       | must be written as [[benchmark]]",
        "benchmark = [1]                     | must be written as [[benchmark]]",
        "[[benchmark]]                       | [[benchmark]] number 1: \"match\" is missing",
        "minimum-effect =                    | line 1: not TOML",
      })
  void parse_badFile_namesTheKey(String toml, String message) {
    assertThatThrownBy(() -> parse(toml))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("gate.toml: ")
        .hasMessageContaining(message);
  }

  @Test
  void parse_objectives_eachIterationIsAskedForOrImpliedByAMaximum() {
    Policy policy =
        parse(
            """
            [[slo]]
            match = "A*"
            metric = "response.max"
            at-most = 1
            [[slo]]
            match = "A*"
            metric = "recovered"
            at-least = 1
            each-iteration = true
            [[slo]]
            match = "A*"
            metric = "response.p95"
            at-most = 1
            [[slo]]
            match = "A*"
            metric = "refused.max"
            at-most = 1
            each-iteration = false
            """);

    assertThat(policy.objectives())
        .extracting(Objective::each)
        .containsExactly(true, true, false, false);
  }

  @Test
  void parse_unknownKeyInRule_saysInWhichOne() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    [[metric]]
                    match = "a"
                    [[metric]]
                    match = "b"
                    direction = "up"
                    """))
        .hasMessageContaining("[[metric]] number 2: unknown key \"direction\"")
        .hasMessageContaining("match, better, minimum-effect, absolute");
  }

  @Test
  void parse_wrongDirection_listsTheChoices() {
    assertThatThrownBy(() -> parse("[[metric]]\nmatch = \"a\"\nbetter = \"up\""))
        .hasMessageContaining("one of lower, higher, not \"up\"");
  }

  private static Policy parse(String toml) {
    return PolicyReader.parse(toml, "gate.toml");
  }
}

package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command from arguments to exit code. */
final class CompareCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void writeBaseline() throws IOException {
    JmhFile.suite(1).write(folder.resolve("base.json"));
  }

  @Test
  void compare_withItself_passes() {
    Cli cli = Cli.run(folder, "compare", "base.json", "base.json");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("3 unchanged").doesNotContain("regressed");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.7692307692307693, Pool.borrow",
    "1, 1.3, Query.read",
    "2, 1.3, Socket.echo",
  })
  void compare_oneBenchmarkWorse_failsAndNamesJustThatOne(int index, double factor, String name)
      throws IOException {
    JmhFile.suite(1).scale(index, factor).write(folder.resolve("cand.json"));

    Cli cli = Cli.run(folder, "compare", "base.json", "cand.json", "--format", "json");

    assertThat(cli.code()).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(cli.out());
    assertThat(report.path("outcome").asText()).isEqualTo("regression");
    assertThat(report.path("summary").path("regressed").asInt()).isEqualTo(1);
    JsonNode worst = report.path("verdicts").path(0);
    assertThat(worst.path("benchmark").asText()).endsWith(name);
    assertThat(worst.path("verdict").asText()).isEqualTo("regressed");
    assertThat(worst.path("slowdown").asDouble()).isBetween(0.299, 0.301);
  }

  @ParameterizedTest
  @CsvSource({"0, 1.3", "1, 0.7692307692307693"})
  void compare_oneBenchmarkBetter_passesAndSaysImproved(int index, double factor)
      throws IOException {
    JmhFile.suite(1).scale(index, factor).write(folder.resolve("cand.json"));

    Cli cli = Cli.run(folder, "compare", "base.json", "cand.json");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("improved");
  }

  @Test
  void compare_sameTruthInAnotherUnit_isUnchanged() throws IOException {
    JmhFile file = JmhFile.suite(1).scale(2, 1000);
    file.entry(2).withObject("primaryMetric").put("scoreUnit", "ns/op");
    file.write(folder.resolve("cand.json"));

    Cli cli = Cli.run(folder, "compare", "base.json", "cand.json");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("3 unchanged");
  }

  @Test
  void compare_otherMachineClass_isUndecided() throws IOException {
    JmhFile.suite(1).write(folder.resolve("cand.json"));
    JmhFile.writeEnvironment(
        folder.resolve("base.json"), JmhFile.environment("one", "2026-11-21T01:00:00Z"));
    JmhFile.writeEnvironment(
        folder.resolve("cand.json"), JmhFile.environment("other", "2026-11-21T02:00:00Z"));

    Cli cli = Cli.run(folder, "compare", "base.json", "cand.json");

    assertThat(cli.code()).isEqualTo(3);
    assertThat(cli.out()).contains("machine class").contains("incomparable");
  }

  @Test
  void compare_folderOfSessions_usesThemAll() throws IOException {
    for (int session = 0; session < 3; session++) {
      JmhFile.suite(session).write(folder.resolve("sessions/" + session + ".json"));
    }

    Cli cli = Cli.run(folder, "compare", "sessions", "base.json", "--format", "json");

    JsonNode verdict = new ObjectMapper().readTree(cli.out()).path("verdicts").path(0);
    assertThat(verdict.path("baseline").path("runs").asInt()).isEqualTo(3);
    assertThat(verdict.path("candidate").path("runs").asInt()).isEqualTo(1);
  }

  @Test
  void compare_strictAndInconclusive_isUndecided() throws IOException {
    JmhFile noisy = JmhFile.suite(1);
    ArrayNode forks = noisy.entry(0).withObject("primaryMetric").putArray("rawData");
    forks.addArray().add(700);
    forks.addArray().add(1000);
    forks.addArray().add(1400);
    noisy.write(folder.resolve("cand.json"));

    assertThat(Cli.run(folder, "compare", "base.json", "cand.json").code()).isZero();
    assertThat(Cli.run(folder, "compare", "base.json", "cand.json", "--strict").code())
        .isEqualTo(3);
  }

  @Test
  void compare_outputFiles_getTheFormatOfTheirName() throws IOException {
    Cli cli =
        Cli.run(
            folder,
            "compare",
            "base.json",
            "base.json",
            "--output=a.json",
            "--output=a.md",
            "--output=a.xml",
            "--output=markdown=summary");

    assertThat(cli.code()).isZero();
    assertThat(new ObjectMapper().readTree(folder.resolve("a.json").toFile()).path("outcome"))
        .hasToString("\"pass\"");
    assertThat(folder.resolve("a.md")).content().startsWith("## ");
    assertThat(folder.resolve("a.xml")).content().startsWith("<?xml");
    assertThat(folder.resolve("summary")).hasSameTextualContentAs(folder.resolve("a.md"));
    assertThat(cli.out()).contains("No regression");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing/out.json", "out.unknown", "."})
  void compare_impossibleOutput_isRefusedBeforeAnythingElse(String file) {
    Cli cli = Cli.run(folder, "compare", "base.json", "base.json", "--output", file);

    assertOneLine(cli, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "absent.json   | no such file or folder",
        "empty.json    | is empty",
        "foreign.json  | expected an array of JMH results",
        "half.json     | half-written",
        "forkless.json | has a fork",
        "nothing       | holds no result file",
        "none.json     | holds no results",
      })
  void compare_badInput_isOneLineAndTwo(String name, String message) throws IOException {
    Files.createDirectory(folder.resolve("nothing"));
    Files.writeString(folder.resolve("empty.json"), "");
    Files.writeString(folder.resolve("none.json"), "[]");
    Files.writeString(folder.resolve("foreign.json"), "{\"a\": [1, 2]}");
    byte[] whole = Files.readAllBytes(folder.resolve("base.json"));
    Files.write(folder.resolve("half.json"), java.util.Arrays.copyOf(whole, whole.length / 2));
    String text = new String(whole, StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("forkless.json"),
        text.replaceAll("(?s)\"rawData\" : \\[ \\[.*?\\] \\]", "\"rawData\" : []"));

    assertOneLine(Cli.run(folder, "compare", name, "base.json"), message);
    assertOneLine(Cli.run(folder, "compare", "base.json", name), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare base.json                               | Missing required parameter",
        "compare base.json base.json --frmat json        | Unknown option",
        "compare base.json base.json --format yaml       | text, markdown, json, junit",
        "compare base.json base.json --config gone.toml  | no such file",
        "compare base.json base.json more                | Unmatched argument",
        "comprae base.json base.json                     | comprae",
      })
  void run_badUsage_isOneLineAndTwo(String arguments, String message) {
    assertOneLine(Cli.run(folder, arguments.split(" ")), message);
  }

  @Test
  void compare_unknownKeyInConfig_namesIt() throws IOException {
    Files.writeString(folder.resolve("gate.toml"), "minimum-efect = 0.1");

    assertOneLine(
        Cli.run(folder, "compare", "base.json", "base.json", "--config", "gate.toml"),
        "minimum-efect");
  }

  @Test
  void compare_configAsked_isUsed() throws IOException {
    Files.writeString(folder.resolve("gate.toml"), "minimum-effect = 0.5");
    JmhFile.suite(1).scale(1, 1.3).write(folder.resolve("cand.json"));

    Cli cli = Cli.run(folder, "compare", "base.json", "cand.json", "--config", "gate.toml");

    assertThat(cli.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "compare --help",
        "gate --help",
        "baseline --help",
        "baseline record --help",
        "baseline list --help",
        "baseline show --help",
        "baseline prune --help"
      })
  void help_ofEveryCommand_teaches(String arguments) {
    Cli cli = Cli.run(folder, arguments.split(" "));

    assertThat(cli.code()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).contains(arguments.equals("--help") ? "Exit codes" : "Example");
  }

  @Test
  void run_withoutCommand_showsTheHelpAndFails() {
    Cli cli = Cli.run(folder);

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("compare");
  }

  private static void assertOneLine(Cli cli, String message) {
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("tollgate: ").contains(message).hasLineCount(1);
  }
}

package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Service-level objectives from the command line to every output. */
class SloCommandTest {
  private static final String CONFIG =
      """
      [[slo]]
      match = "Site.load*"
      metric = "response.p95"
      at-most = 50
      unit = "ms/op"

      [[slo]]
      match = "Site.load*"
      metric = "success.percent"
      at-least = 99

      [[suite]]
      name = "scenarios"
      loads = true
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeConfig() throws IOException {
    Files.createDirectories(folder.resolve("baselines"));
    Files.writeString(folder.resolve("baselines/gate.toml"), CONFIG);
    site(40_000).write(folder.resolve("base.json"));
  }

  private static JmhFile site(double p95Micros) {
    return new JmhFile(1)
        .add("org.example.Site.load", "ss", "ms/op", 1000)
        .addSecondary(0, "response.p95", "us/op", p95Micros)
        .addSecondary(0, "success.percent", "%", 100);
  }

  @Test
  void compare_objectivesMet_passesAndSaysSo() throws IOException {
    site(41_000).write(folder.resolve("cand.json"));

    Cli cli = compare();

    assertThat(cli.code()).isZero();
    assertThat(cli.out())
        .contains("objective met ", "response.p95 ≤ 50.00 ms/op", "objectives: 2 met.");
  }

  @Test
  void compare_objectiveViolated_exitsWithOneInEveryFormat() throws IOException {
    site(80_000).write(folder.resolve("cand.json"));

    Cli cli = compare("--output", "r.json", "--output", "r.md", "--output", "r.xml");

    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("objective violated", "SLO violated: Site.load ss t=50");
    JsonNode objective =
        new ObjectMapper().readTree(folder.resolve("r.json").toFile()).path("objectives").path(0);
    assertThat(objective.path("state").asText()).isEqualTo("violated");
    assertThat(objective.path("benchmark").asText()).isEqualTo("org.example.Site.load");
    assertThat(objective.path("value").asDouble()).isBetween(78.0, 82.0);
    assertThat(objective.path("limit").asDouble()).isEqualTo(50);
    assertThat(objective.path("bound").asText()).isEqualTo("at most");
    assertThat(objective.path("unit").asText()).isEqualTo("ms/op");
    assertThat(Files.readString(folder.resolve("r.md")))
        .contains(
            "| objective | benchmark | needs | measured |",
            "| **violated** | <code>Site.load ss t=50</code> |");
    assertThat(Files.readString(folder.resolve("r.xml")))
        .contains("failures=\"1\"", "type=\"SLO violated\"", "tests=\"4\"");
  }

  @Test
  void compare_rateNotReached_isVoidAndUndecided() throws IOException {
    site(10)
        .addSecondary(0, "rate.offered", "ops/s", 100)
        .addSecondary(0, "rate.achieved", "ops/s", 50)
        .write(folder.resolve("cand.json"));

    Cli cli = compare();

    assertThat(cli.code()).isEqualTo(3);
    assertThat(cli.out()).contains("objective void", "open-loop rate not reached");
  }

  @Test
  void report_withObjectives_carriesThem() throws IOException {
    site(80_000).write(folder.resolve("cand.json"));

    Cli cli =
        Cli.run(
            folder,
            "report",
            "cand.json",
            "--baseline",
            "base.json",
            "--config",
            "baselines/gate.toml",
            "--out",
            "r.html");

    assertThat(cli.code()).isZero();
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains("\"objectives\":[{", "Service-level objectives");
  }

  @Test
  void gate_withoutBaseline_stillChecksObjectives() throws IOException {
    Path result = site(80_000).write(folder.resolve("cand.json"));
    JmhFile.writeEnvironment(result, JmhFile.environment("nowhere-1c", "2026-01-01T00:00:00Z"));

    Cli cli = Cli.run(folder, "gate", "cand.json", "--suite", "scenarios");

    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("objective violated", "no baseline of suite scenarios");
  }

  @Test
  void run_unknownLoad_listsTheLoads() {
    Cli cli = Cli.run(folder, "run", "--suite", "scenarios", "--profile", "frantic");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err())
        .contains("--profile: frantic is no load of scenarios: baseline, standard, peak")
        .hasLineCount(1);
  }

  private Cli compare(String... more) {
    String[] words = new String[5 + more.length];
    System.arraycopy(
        new String[] {"compare", "base.json", "cand.json", "--config", "baselines/gate.toml"},
        0,
        words,
        0,
        5);
    System.arraycopy(more, 0, words, 5, more.length);
    return Cli.run(folder, words);
  }
}

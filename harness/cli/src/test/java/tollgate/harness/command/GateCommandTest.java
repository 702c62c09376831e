package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a run and a baseline to a verdict. */
final class GateCommandTest {

  @TempDir private Path folder;
  private MeasuredRuns runs;

  @BeforeEach
  void measureFiveTimes() throws IOException {
    runs = MeasuredRuns.five(folder);
  }

  @Test
  void gate_likeTheBaseline_passes() {
    runs.record("runs");

    Cli cli = Cli.run(folder, "gate", "runs/2");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("No regression");
  }

  @Test
  void gate_worse_fails() throws IOException {
    runs.record("runs");
    Path result = JmhFile.suite(9).scale(1, 1.5).write(folder.resolve("new/result.json"));
    JmhFile.writeEnvironment(result, MeasuredRuns.environment(9));

    Cli cli = Cli.run(folder, "gate", "new", "--suite", "quick", "--output", "gate.json");

    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("Query.read");
    assertThat(folder.resolve("gate.json")).content().contains("\"regression\"");
  }

  @Test
  void gate_sessionsOfTwoJdks_usesThoseOfTheResults() throws IOException {
    for (int hour = 1; hour <= 2; hour++) {
      ObjectNode environment = MeasuredRuns.environment(hour);
      ((ObjectNode) environment.path("jvm")).put("major", 25).put("version", "25.0.1");
      JmhFile.writeEnvironment(folder.resolve("runs/" + hour + "/result.json"), environment);
    }
    runs.record("runs");

    Cli older = Cli.run(folder, "gate", "runs/4", "--format", "json");
    Cli newer = Cli.run(folder, "gate", "runs/1", "--format", "json");

    assertThat(older.code()).isZero();
    assertThat(newer.code()).isZero();
    assertThat(older.out()).contains("\"incomparable\": 0", "T030000Z").doesNotContain("T010000Z");
    assertThat(newer.out()).contains("\"incomparable\": 0", "T010000Z").doesNotContain("T030000Z");
  }

  @Test
  void gate_sessionsOfTwoThreadCounts_usesThoseOfTheResults() throws IOException {
    for (int hour = 1; hour <= 2; hour++) {
      runs.atThreads("runs/" + hour, 8);
    }
    runs.record("runs");

    Cli many = Cli.run(folder, "gate", "runs/4", "--format", "json");
    Cli few = Cli.run(folder, "gate", "runs/1", "--format", "json");

    assertThat(many.code()).isZero();
    assertThat(few.code()).isZero();
    assertThat(many.out()).contains("\"missing\": 0", "T030000Z").doesNotContain("T010000Z");
    assertThat(few.out()).contains("\"missing\": 0", "T010000Z").doesNotContain("T030000Z");
  }

  @Test
  void gate_jdkWithoutASession_isUndecidedAndSaysSo() throws IOException {
    runs.record("runs");
    ObjectNode environment = MeasuredRuns.environment(2);
    ((ObjectNode) environment.path("jvm")).put("major", 25).put("version", "25.0.1");
    JmhFile.writeEnvironment(folder.resolve("runs/2/result.json"), environment);

    Cli cli = Cli.run(folder, "gate", "runs/2");

    assertThat(cli.code()).isEqualTo(3);
    assertThat(cli.out()).contains("other JDK");
  }

  @Test
  void gate_policyOfTheBaselines_isUsed() throws IOException {
    runs.record("runs");
    Files.writeString(folder.resolve("baselines/gate.toml"), "nonsense = 1");

    assertThat(Cli.run(folder, "gate", "runs/2").err()).contains("gate.toml").contains("nonsense");
  }

  @Test
  void gate_otherMachineClass_isUndecidedAndSaysWhatToDo() throws IOException {
    runs.record("runs");
    JmhFile.writeEnvironment(
        folder.resolve("runs/2/result.json"), JmhFile.environment("large", "2026-11-21T02:00:00Z"));

    Cli cli = Cli.run(folder, "gate", "runs/2", "--format", "json");

    assertThat(cli.code()).isEqualTo(3);
    assertThat(new ObjectMapper().readTree(cli.out()).path("headline").asText())
        .contains("no baseline")
        .contains("large")
        .contains("baseline record");
  }

  @Test
  void gate_nothingMeasuredAndNoBaselineHere_isUndecidedBeforeMeasuring() throws IOException {
    runs.record("runs");

    Cli cli = Cli.run(folder, "gate", "--suite", "quick", "--jar", "absent.jar");

    assertThat(cli.code()).isEqualTo(3);
    assertThat(cli.out())
        .contains("no baseline of suite quick")
        .contains("tollgate run --suite quick --out results/base")
        .contains("tollgate baseline record results/base --suite quick");
  }

  @Test
  void gate_suiteThatGateTomlLacks_asksForTheResult() throws IOException {
    String here = tollgate.probe.environment.Machine.current().machineClass();
    // Only sessions of the measuring JDK count, whichever this test runs on.
    ObjectNode environment = MeasuredRuns.environment(1);
    ((ObjectNode) environment.path("jvm")).put("major", Runtime.version().feature());
    JmhFile.writeEnvironment(folder.resolve("runs/1/result.json"), environment);
    runs.record("runs/1", "--machine-class", here);
    Path session = folder.resolve("baselines/" + here + "/quick");
    Files.move(session, session.resolveSibling("nightly"));

    Cli cli = Cli.run(folder, "gate");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("gate.toml defines no suite nightly");
  }

  @Test
  void gate_severalSuites_asksWhichOne() {
    runs.record("runs/1");
    Cli.run(folder, "baseline", "record", "runs/2", "--suite", "full");

    Cli cli = Cli.run(folder, "gate", "runs/3");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("--suite full or --suite quick").hasLineCount(1);
  }

  @Test
  void gate_fromASubfolder_findsTheBaselinesAbove() throws IOException {
    runs.record("runs");
    Path below = Files.createDirectories(folder.resolve("a/b"));

    assertThat(Cli.run(below, "gate", "../../runs/2").code()).isZero();
  }
}

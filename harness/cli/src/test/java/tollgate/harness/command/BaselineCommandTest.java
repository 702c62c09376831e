package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a run to a baseline. */
final class BaselineCommandTest {

  private static final String SESSION = "baselines/small/quick/20261121T010000Z-2de7f51abcde";

  @TempDir private Path folder;
  private MeasuredRuns runs;

  @BeforeEach
  void measureFiveTimes() throws IOException {
    runs = MeasuredRuns.five(folder);
  }

  @Test
  void record_run_copiesItWithItsEnvironmentAndProvenance() throws IOException {
    Cli cli = runs.record("runs/1", "--reason", "because");

    assertThat(cli.code()).isZero();
    assertThat(folder.resolve(SESSION + ".json"))
        .hasSameBinaryContentAs(folder.resolve("runs/1/result.json"));
    assertThat(folder.resolve(SESSION + ".env.json"))
        .hasSameBinaryContentAs(folder.resolve("runs/1/result.env.json"));
    JsonNode provenance =
        new ObjectMapper().readTree(folder.resolve(SESSION + ".provenance.json").toFile());
    assertThat(provenance.path("reason").asText()).isEqualTo("because");
    assertThat(provenance.path("commit").asText()).startsWith("2de7f51");
    assertThat(provenance.path("command").asText()).isEqualTo("-t 50");
    assertThat(provenance.path("measuredAt").asText()).isEqualTo("2026-11-21T01:00:00Z");
    assertThat(provenance.path("overridden")).isEmpty();
  }

  @Test
  void record_folderOfRuns_recordsEach() throws IOException {
    assertThat(runs.record("runs").code()).isZero();
    assertThat(runs.recorded()).hasSize(15);
  }

  @Test
  void record_sameSessionAgain_isRefused() throws IOException {
    runs.record("runs/1");
    byte[] before = Files.readAllBytes(folder.resolve(SESSION + ".json"));

    Cli cli = runs.record("runs/1", "--force", "--reason", "again");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("recorded already").hasLineCount(1);
    assertThat(folder.resolve(SESSION + ".json")).hasBinaryContent(before);
    assertThat(runs.recorded()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "build, dirty, true, uncommitted changes",
    "build, commit, '', commit it was built from is unknown",
    "run, complete, false, broken off",
    "disturbance, otherCpuShare, 0.3, other processes took 30 %",
    "disturbance, stolenShare, 0.2, the host kept 20 %",
  })
  void record_objection_isRefusedUnlessForced(
      String section, String field, String value, String objection) throws IOException {
    ObjectNode environment = MeasuredRuns.environment(1);
    environment.withObject(section).set(field, new ObjectMapper().readTree(quoted(value)));
    JmhFile.writeEnvironment(folder.resolve("runs/1/result.json"), environment);

    Cli refused = runs.record("runs/1");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(objection).contains("--force").hasLineCount(1);
    assertThat(runs.recorded()).isEmpty();
    assertThat(runs.record("runs/1", "--force").code()).isEqualTo(2);
    assertThat(runs.record("runs/1", "--force", "--reason", "known").code()).isZero();
    assertThat(Cli.run(folder, "baseline", "list").out()).contains("forced: ").contains(objection);
  }

  @Test
  void record_withoutEnvironment_wantsForceAndAMachineClass() throws IOException {
    Files.delete(folder.resolve("runs/1/result.env.json"));

    assertThat(runs.record("runs/1").err()).contains("no environment file");
    assertThat(runs.record("runs/1", "--force", "--reason", "r").err()).contains("--machine-class");
    assertThat(runs.record("runs/1", "--force", "--reason", "r", "--machine-class", "small").code())
        .isZero();
    assertThat(runs.recorded()).hasSize(2);
  }

  @Test
  void record_machineClassThatIsAPath_isRefused() throws IOException {
    JmhFile.writeEnvironment(
        folder.resolve("runs/1/result.json"),
        JmhFile.environment("../../elsewhere", "2026-11-21T01:00:00Z"));

    Cli cli = runs.record("runs/1");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("machine class \"../../elsewhere\"");
    assertThat(runs.recorded()).isEmpty();
  }

  @Test
  void record_badResult_writesNothing() throws IOException {
    Files.writeString(folder.resolve("runs/1/result.json"), "[{");

    assertThat(runs.record("runs/1").code()).isEqualTo(2);
    assertThat(runs.recorded()).isEmpty();
  }

  @Test
  void list_sessions_showsWhoWhenAndWhy() {
    runs.record("runs", "--reason", "five of them");

    Cli cli = Cli.run(folder, "baseline", "list");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("five of them").contains("small").hasLineCount(6);
  }

  @Test
  void list_nothing_saysHowToRecord() {
    Cli cli = Cli.run(folder, "baseline", "list");

    assertThat(cli.code()).isZero();
    assertThat(cli.err()).contains("baseline record");
  }

  @Test
  void show_session_showsWhereItComesFromAndWhatItMeasured() {
    runs.record("runs", "--reason", "why not");

    Cli cli = Cli.run(folder, "baseline", "show", "20261121T03");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("why not").contains("2de7f51").contains("Pool.borrow");
    assertThat(Cli.run(folder, "baseline", "show", "2026").err()).contains("5 such sessions");
    assertThat(Cli.run(folder, "baseline", "show", "nope").err()).contains("no such session");
  }

  @Test
  void prune_moreThanKept_removesTheEarliest() throws IOException {
    runs.record("runs");

    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "2", "--dry-run").out())
        .contains("would remove small/quick/20261121T01");
    assertThat(runs.recorded()).hasSize(15);
    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "2").code()).isZero();
    assertThat(runs.recorded()).hasSize(6).noneMatch(name -> name.contains("T03"));
    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "0").code()).isEqualTo(2);
  }

  @Test
  void prune_sessionsOfTwoThreadCounts_keepsSoManyOfEach() throws IOException {
    for (int hour = 1; hour <= 2; hour++) {
      runs.atThreads("runs/" + hour, 8);
    }
    runs.record("runs");

    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "2").out().lines()).hasSize(1);
  }

  @Test
  void record_ledgersBesideTheResult_comeAlongAndExplainTheChange() throws IOException {
    for (int run : new int[] {1, 2}) {
      JmhFile ledger = JmhFile.suite(run);
      for (var cause : tollgate.harness.model.Cause.values()) {
        boolean moved = cause == tollgate.harness.model.Cause.POOL_WAIT && run == 2;
        ledger.addSecondary(1, cause.metric(), "us/op", moved ? 200 : 10);
      }
      ledger.addSecondary(1, "time.wall", "us/op", run == 2 ? 310 : 120);
      ledger.write(folder.resolve("runs/" + run + "/ledger.json"));
    }
    Path worse = JmhFile.suite(2).scale(1, 1.6).write(folder.resolve("runs/2/result.json"));
    runs.record("runs/1");

    Cli cli = Cli.run(folder, "gate", "runs/2", "--format", "json");

    assertThat(worse).exists();
    assertThat(folder.resolve(SESSION + ".ledger.json"))
        .hasSameBinaryContentAs(folder.resolve("runs/1/ledger.json"));
    JsonNode verdict = new ObjectMapper().readTree(cli.out()).path("verdicts").path(0);
    assertThat(verdict.path("benchmark").asText()).endsWith("Query.read");
    assertThat(verdict.path("ledger").path("poolWait").asDouble()).isGreaterThan(1);
    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "1").code()).isZero();
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "\"\"" : value;
  }
}

package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a run to a baseline to a verdict. */
final class BaselineAndGateTest {

  private static final String SESSION = "baselines/small/quick/20261121T010000Z-2de7f51abcde";

  @TempDir private Path folder;

  @BeforeEach
  void measureFiveTimes() throws IOException {
    Files.createDirectory(folder.resolve("baselines"));
    for (int hour = 1; hour <= 5; hour++) {
      Path result = JmhFile.suite(hour).write(folder.resolve("runs/" + hour + "/result.json"));
      JmhFile.writeEnvironment(result, environment(hour));
    }
  }

  @Test
  void record_run_copiesItWithItsEnvironmentAndProvenance() throws IOException {
    Cli cli = record("runs/1", "--reason", "because");

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
    assertThat(record("runs").code()).isZero();
    assertThat(recorded()).hasSize(15);
  }

  @Test
  void record_sameSessionAgain_isRefused() throws IOException {
    record("runs/1");
    byte[] before = Files.readAllBytes(folder.resolve(SESSION + ".json"));

    Cli cli = record("runs/1", "--force", "--reason", "again");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("recorded already").hasLineCount(1);
    assertThat(folder.resolve(SESSION + ".json")).hasBinaryContent(before);
    assertThat(recorded()).hasSize(3);
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
    ObjectNode environment = environment(1);
    environment.withObject(section).set(field, new ObjectMapper().readTree(quoted(value)));
    JmhFile.writeEnvironment(folder.resolve("runs/1/result.json"), environment);

    Cli refused = record("runs/1");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(objection).contains("--force").hasLineCount(1);
    assertThat(recorded()).isEmpty();
    assertThat(record("runs/1", "--force").code()).isEqualTo(2);
    assertThat(record("runs/1", "--force", "--reason", "known").code()).isZero();
    assertThat(Cli.run(folder, "baseline", "list").out()).contains("forced: ").contains(objection);
  }

  @Test
  void record_withoutEnvironment_wantsForceAndAMachineClass() throws IOException {
    Files.delete(folder.resolve("runs/1/result.env.json"));

    assertThat(record("runs/1").err()).contains("no environment file");
    assertThat(record("runs/1", "--force", "--reason", "r").err()).contains("--machine-class");
    assertThat(record("runs/1", "--force", "--reason", "r", "--machine-class", "small").code())
        .isZero();
    assertThat(recorded()).hasSize(2);
  }

  @Test
  void record_machineClassThatIsAPath_isRefused() throws IOException {
    JmhFile.writeEnvironment(
        folder.resolve("runs/1/result.json"),
        JmhFile.environment("../../elsewhere", "2026-11-21T01:00:00Z"));

    Cli cli = record("runs/1");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("machine class \"../../elsewhere\"");
    assertThat(recorded()).isEmpty();
  }

  @Test
  void record_badResult_writesNothing() throws IOException {
    Files.writeString(folder.resolve("runs/1/result.json"), "[{");

    assertThat(record("runs/1").code()).isEqualTo(2);
    assertThat(recorded()).isEmpty();
  }

  @Test
  void list_sessions_showsWhoWhenAndWhy() {
    record("runs", "--reason", "five of them");

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
    record("runs", "--reason", "why not");

    Cli cli = Cli.run(folder, "baseline", "show", "20261121T03");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("why not").contains("2de7f51").contains("Pool.borrow");
    assertThat(Cli.run(folder, "baseline", "show", "2026").err()).contains("5 such sessions");
    assertThat(Cli.run(folder, "baseline", "show", "nope").err()).contains("no such session");
  }

  @Test
  void prune_moreThanKept_removesTheEarliest() throws IOException {
    record("runs");

    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "2", "--dry-run").out())
        .contains("would remove small/quick/20261121T01");
    assertThat(recorded()).hasSize(15);
    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "2").code()).isZero();
    assertThat(recorded()).hasSize(6).noneMatch(name -> name.contains("T03"));
    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "0").code()).isEqualTo(2);
  }

  @Test
  void gate_likeTheBaseline_passes() {
    record("runs");

    Cli cli = Cli.run(folder, "gate", "runs/2");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("No regression");
  }

  @Test
  void gate_worse_fails() throws IOException {
    record("runs");
    Path result = JmhFile.suite(9).scale(1, 1.5).write(folder.resolve("new/result.json"));
    JmhFile.writeEnvironment(result, environment(9));

    Cli cli = Cli.run(folder, "gate", "new", "--suite", "quick", "--output", "gate.json");

    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("Query.read");
    assertThat(folder.resolve("gate.json")).content().contains("\"regression\"");
  }

  @Test
  void gate_sessionsOfTwoJdks_usesThoseOfTheResults() throws IOException {
    for (int hour = 1; hour <= 2; hour++) {
      ObjectNode environment = environment(hour);
      ((ObjectNode) environment.path("jvm")).put("major", 25).put("version", "25.0.1");
      JmhFile.writeEnvironment(folder.resolve("runs/" + hour + "/result.json"), environment);
    }
    record("runs");

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
      atThreads(folder.resolve("runs/" + hour + "/result.json"), 8);
    }
    record("runs");

    Cli many = Cli.run(folder, "gate", "runs/4", "--format", "json");
    Cli few = Cli.run(folder, "gate", "runs/1", "--format", "json");

    assertThat(many.code()).isZero();
    assertThat(few.code()).isZero();
    assertThat(many.out()).contains("\"missing\": 0", "T030000Z").doesNotContain("T010000Z");
    assertThat(few.out()).contains("\"missing\": 0", "T010000Z").doesNotContain("T030000Z");
  }

  @Test
  void prune_sessionsOfTwoThreadCounts_keepsSoManyOfEach() throws IOException {
    for (int hour = 1; hour <= 2; hour++) {
      atThreads(folder.resolve("runs/" + hour + "/result.json"), 8);
    }
    record("runs");

    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "2").out().lines()).hasSize(1);
  }

  /** Another thread count for every entry of a result file. */
  private static void atThreads(Path result, int threads) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode entries = json.readTree(result.toFile());
    entries.forEach(entry -> ((ObjectNode) entry).put("threads", threads));
    json.writeValue(result.toFile(), entries);
  }

  @Test
  void gate_jdkWithoutASession_isUndecidedAndSaysSo() throws IOException {
    record("runs");
    ObjectNode environment = environment(2);
    ((ObjectNode) environment.path("jvm")).put("major", 25).put("version", "25.0.1");
    JmhFile.writeEnvironment(folder.resolve("runs/2/result.json"), environment);

    Cli cli = Cli.run(folder, "gate", "runs/2");

    assertThat(cli.code()).isEqualTo(3);
    assertThat(cli.out()).contains("other JDK");
  }

  @Test
  void gate_policyOfTheBaselines_isUsed() throws IOException {
    record("runs");
    Files.writeString(folder.resolve("baselines/gate.toml"), "nonsense = 1");

    assertThat(Cli.run(folder, "gate", "runs/2").err()).contains("gate.toml").contains("nonsense");
  }

  @Test
  void gate_otherMachineClass_isUndecidedAndSaysWhatToDo() throws IOException {
    record("runs");
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
    record("runs");

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
    ObjectNode environment = environment(1);
    ((ObjectNode) environment.path("jvm")).put("major", Runtime.version().feature());
    JmhFile.writeEnvironment(folder.resolve("runs/1/result.json"), environment);
    record("runs/1", "--machine-class", here);
    Path session = folder.resolve("baselines/" + here + "/quick");
    Files.move(session, session.resolveSibling("nightly"));

    Cli cli = Cli.run(folder, "gate");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("gate.toml defines no suite nightly");
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
    record("runs/1");

    Cli cli = Cli.run(folder, "gate", "runs/2", "--format", "json");

    assertThat(worse).exists();
    assertThat(folder.resolve(SESSION + ".ledger.json"))
        .hasSameBinaryContentAs(folder.resolve("runs/1/ledger.json"));
    JsonNode verdict = new ObjectMapper().readTree(cli.out()).path("verdicts").path(0);
    assertThat(verdict.path("benchmark").asText()).endsWith("Query.read");
    assertThat(verdict.path("ledger").path("poolWait").asDouble()).isGreaterThan(1);
    assertThat(Cli.run(folder, "baseline", "prune", "--keep", "1").code()).isZero();
  }

  @Test
  void gate_severalSuites_asksWhichOne() {
    record("runs/1");
    Cli.run(folder, "baseline", "record", "runs/2", "--suite", "full");

    Cli cli = Cli.run(folder, "gate", "runs/3");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("--suite full or --suite quick").hasLineCount(1);
  }

  @Test
  void gate_fromASubfolder_findsTheBaselinesAbove() throws IOException {
    record("runs");
    Path below = Files.createDirectories(folder.resolve("a/b"));

    assertThat(Cli.run(below, "gate", "../../runs/2").code()).isZero();
  }

  private Cli record(String result, String... more) {
    return Cli.run(
        folder,
        Stream.concat(Stream.of("baseline", "record", result, "--suite", "quick"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Stream<String> names() throws IOException {
    return Files.walk(folder.resolve("baselines"))
        .filter(Files::isRegularFile)
        .map(path -> folder.relativize(path).toString());
  }

  private java.util.List<String> recorded() throws IOException {
    try (Stream<String> names = names()) {
      return names.sorted().toList();
    }
  }

  private static ObjectNode environment(int hour) {
    return JmhFile.environment("small", "2026-11-21T0" + hour + ":00:00Z");
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "\"\"" : value;
  }
}

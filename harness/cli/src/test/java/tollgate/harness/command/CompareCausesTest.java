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
import tollgate.harness.model.Cause;

/** What compare says of the causes: from ledgers and from recordings. */
final class CompareCausesTest {

  @TempDir private Path folder;

  @BeforeEach
  void writeBaseline() throws IOException {
    JmhFile.suite(1).write(folder.resolve("base.json"));
  }

  @Test
  void compare_baselineWithoutLedger_saysSoOncePerReport() throws IOException {
    JmhFile slow = JmhFile.suite(1).scale(1, 1.3).scale(2, 1.3);
    ledger(slow, 1);
    ledger(slow, 2);
    slow.write(folder.resolve("cand.json"));
    String reason = "cannot say: the baseline carries no ledger; record with --ledger";

    Cli cli =
        Cli.run(folder, "compare", "base.json", "cand.json", "--output=a.json", "--output=a.md");

    assertThat(cli.out().replaceAll("\\s+", " "))
        .containsOnlyOnce("time ledger of 2 changed benchmarks: " + reason)
        .doesNotContain("Why ");
    assertThat(Files.readString(folder.resolve("a.md")))
        .containsOnlyOnce(reason)
        .doesNotContain("<summary>Profile");
    JsonNode verdicts =
        new ObjectMapper().readTree(folder.resolve("a.json").toFile()).path("verdicts");
    assertThat(verdicts.path(0).path("ledgerReasons").path(0).asText()).isEqualTo(reason);
    assertThat(verdicts.path(1).path("ledgerReasons").path(0).asText()).isEqualTo(reason);
    assertThat(verdicts.path(2).path("ledgerReasons")).isEmpty();
  }

  @Test
  void compare_ledgerOfTheCandidateFailed_namesTheFailure() throws IOException {
    JmhFile base = JmhFile.suite(1);
    ledger(base, 1);
    base.write(folder.resolve("ledgers.json"));
    JmhFile.suite(1)
        .scale(1, 1.3)
        .addSecondary(1, "ledger.failed.throttled", "fact", 1)
        .write(folder.resolve("cand.json"));

    assertThat(Cli.run(folder, "compare", "ledgers.json", "cand.json").out())
        .contains("the candidate carries no ledger: it failed (throttled)");
    assertThat(Cli.run(folder, "compare", "base.json", "cand.json").out().replaceAll("\\s+", " "))
        .contains(
            "the baseline carries no ledger; record with --ledger, and the candidate carries no"
                + " ledger: it failed (throttled)");
  }

  @Test
  void compare_nobodyHasALedgerAndNothingChanged_saysNothingOfIt() throws IOException {
    JmhFile.suite(1).scale(1, 1.3).write(folder.resolve("cand.json"));

    assertThat(Cli.run(folder, "compare", "base.json", "cand.json").out())
        .contains("time ledger of 1 changed benchmark: cannot say: neither side carries a ledger");
    assertThat(Cli.run(folder, "compare", "base.json", "base.json").out()).doesNotContain("ledger");
  }

  @Test
  void compare_oneLedgerForkEach_givesIntervalsAndSaysWhatTheyLack() throws IOException {
    JmhFile base = JmhFile.suite(1);
    ledger(base, 1);
    base.write(folder.resolve("ledgers.json"));
    JmhFile slow = JmhFile.suite(1).scale(1, 1.3);
    ledger(slow, 1);
    slow.addSecondary(1, "time.poolWait", "us/op", 100_000);
    slow.write(folder.resolve("cand.json"));

    Cli text = Cli.run(folder, "compare", "ledgers.json", "cand.json");
    Cli json = Cli.run(folder, "compare", "ledgers.json", "cand.json", "--format", "json");

    assertThat(text.out()).contains("intervals are within one fork each");
    JsonNode verdict = new ObjectMapper().readTree(json.out()).path("verdicts").path(0);
    assertThat(verdict.path("ledgerScope").asText()).isEqualTo("within one fork each");
    double share = verdict.path("ledger").path("poolWait").asDouble();
    assertThat(verdict.path("ledgerIntervals").path("poolWait").path(0).asDouble())
        .isGreaterThan(0.3)
        .isLessThan(share);
    assertThat(verdict.path("ledgerIntervals").path("poolWait").path(1).asDouble())
        .isGreaterThan(share)
        .isLessThan(0.5);
    assertThat(verdict.path("ledgerReasons")).isEmpty();
  }

  /** All of an operation of 250 ms computes. */
  private static void ledger(JmhFile file, int index) {
    for (Cause cause : Cause.values()) {
      file.addSecondary(index, cause.metric(), "us/op", cause == Cause.CPU ? 250_000 : 0);
    }
    file.addSecondary(index, "time.wall", "us/op", 250_000);
  }

  @Test
  void compare_recordedImprovement_showsTheStacksThatAreLeft() throws Exception {
    recordedRun("before", JmhFile.suite(1));
    recordedRun("after", JmhFile.suite(1).scale(0, 1.3));

    Cli cli = Cli.run(folder, "compare", "before", "after", "--format", "json");

    JsonNode improved = new ObjectMapper().readTree(cli.out()).path("verdicts").path(0);
    assertThat(improved.path("verdict").asText()).isEqualTo("improved");
    assertThat(improved.path("profiles").path(0).path("waits").toString())
        .contains("LargeRun.locked");
    // What grew is no question of an improvement.
    assertThat(improved.path("explanation")).isEmpty();
  }

  private void recordedRun(String name, JmhFile results) throws Exception {
    results.write(folder.resolve(name).resolve("result.json"));
    Path recordings = Files.createDirectories(folder.resolve(name).resolve("recordings"));
    LargeRun.record(recordings.resolve("r.jfr"), 2);
    Files.writeString(
        recordings.resolve("recordings.json"),
        "{\"benchmark\":\"org.example.Pool.borrow\",\"mode\":\"thrpt\",\"threads\":50,"
            + "\"params\":{},\"fork\":1,\"file\":\"r.jfr\"}\n");
  }
}

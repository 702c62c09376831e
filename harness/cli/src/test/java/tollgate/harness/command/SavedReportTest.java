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

/** The report of an {@code ab} folder shows what the ab concluded, not what it would by itself. */
class SavedReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  /** What ab leaves; the verdicts are those of compare with one turned round. */
  @BeforeEach
  void compare() throws IOException {
    JmhFile.suite(1).write(folder.resolve("ab/baseline.json"));
    JmhFile.suite(2).scale(1, 1.3).write(folder.resolve("ab/candidate.json"));
    Files.writeString(folder.resolve("ab/ab.json"), "{\"schema\":1}");
    Cli compare =
        Cli.run(folder, "compare", "ab/baseline.json", "ab/candidate.json", "--format", "json");
    ObjectNode report = (ObjectNode) JSON.readTree(compare.out());
    ObjectNode verdict = (ObjectNode) report.path("verdicts").path(0);
    verdict.put("verdict", "missing");
    // Nothing is said of ledgers where nothing was compared.
    verdict.putArray("ledgerReasons");
    report.put("headline", "as the ab said");
    Files.writeString(folder.resolve("ab/report.json"), report.toString());
  }

  @Test
  void report_abFolder_showsItsOwnVerdicts() throws IOException {
    Cli cli = Cli.run(folder, "report", "ab");

    assertThat(cli.code()).as(cli.err()).isZero();
    ObjectNode shown =
        (ObjectNode)
            ProfileCommandTest.data(Files.readString(folder.resolve("ab/report.html")))
                .path("comparison");
    ObjectNode kept = (ObjectNode) JSON.readTree(folder.resolve("ab/report.json").toFile());
    for (String field : new String[] {"verdicts", "headline", "outcome"}) {
      assertThat(shown.path(field)).as(field).isEqualTo(kept.path(field));
    }
  }

  @Test
  void report_abThatCameToNoVerdict_isJudgedAsCompareDoes() throws IOException {
    Files.delete(folder.resolve("ab/report.json"));

    Cli cli = Cli.run(folder, "report", "ab");

    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("came to no verdict");
  }

  @Test
  void report_damagedVerdicts_isOneLineAndTwo() throws IOException {
    Files.writeString(folder.resolve("ab/report.json"), "{\"outcome\":\"perhaps\"}");

    Cli cli = Cli.run(folder, "report", "ab");

    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).hasLineCount(1).contains("report.json", "perhaps");
  }
}

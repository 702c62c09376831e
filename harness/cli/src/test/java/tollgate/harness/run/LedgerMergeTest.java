package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Result;
import tollgate.harness.read.Sessions;

class LedgerMergeTest {

  private static final String ENTRY =
      """
      {"benchmark":"a.B.c","mode":"thrpt","threads":%d,"params":{"size":"%s"},
       "primaryMetric":{"score":%s,"scoreError":"NaN","scoreUnit":"ops/s","rawData":[[%s]]},
       "secondaryMetrics":{%s}}
      """;

  @TempDir Path folder;

  @Test
  void into_sameIdentity_carriesTheLedgerAndKeepsTheScore() throws IOException {
    Path result = write("result.json", ENTRY.formatted(8, "1", 100, 100, metric("own", 7)));
    Path ledgers =
        write(
            "ledger.json",
            ENTRY.formatted(8, "1", 90, 90, metric("time.wall", 5) + "," + metric("other", 1)));
    assertThat(LedgerMerge.into(result, ledgers)).isEqualTo(1);
    Result merged = Sessions.readFile(result).results().get(0);
    assertThat(merged.primary().samples().forkMeans()).containsExactly(100);
    assertThat(merged.secondary()).containsOnlyKeys("own", "time.wall", Ledger.SCORE_METRIC);
  }

  @Test
  void into_otherThreadsOrParameters_staysAway() throws IOException {
    Path result = write("result.json", ENTRY.formatted(8, "1", 100, 100, ""));
    Path ledgers =
        write(
            "ledger.json",
            ENTRY.formatted(4, "1", 90, 90, metric("time.wall", 5)),
            ENTRY.formatted(8, "2", 90, 90, metric("time.wall", 5)));
    assertThat(LedgerMerge.into(result, ledgers)).isZero();
    assertThat(Sessions.readFile(result).results().get(0).secondary()).isEmpty();
  }

  @Test
  void into_noLedgers_leavesTheResultAlone() throws IOException {
    Path result = write("result.json", ENTRY.formatted(8, "1", 100, 100, ""));
    byte[] before = Files.readAllBytes(result);
    assertThat(LedgerMerge.into(result, folder.resolve("none.json"))).isZero();
    assertThat(Files.readAllBytes(result)).isEqualTo(before);
  }

  private Path write(String name, String... entries) throws IOException {
    return Files.writeString(folder.resolve(name), List.of(entries).toString());
  }

  private static String metric(String name, double value) {
    return "\"%s\":{\"score\":%s,\"scoreError\":\"NaN\",\"scoreUnit\":\"us/op\",\"rawData\":[[%s]]}"
        .formatted(name, value, value);
  }
}

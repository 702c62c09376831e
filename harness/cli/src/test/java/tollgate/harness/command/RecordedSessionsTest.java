package tollgate.harness.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where compare and report take from how far sessions of unchanged code differ. */
final class RecordedSessionsTest {

  @TempDir private Path folder;

  /** Three benchmarks that are 25 % slower than an hour ago: what sessions here do. */
  @BeforeEach
  void measureTwice() throws IOException {
    session(folder.resolve("one.json"), 1, 1, "small");
    session(folder.resolve("two.json"), 2, 1.25, "small");
  }

  private static void session(Path file, int hour, double level, String machineClass)
      throws IOException {
    JmhFile.suite(hour).scale(0, 1 / level).scale(1, level).scale(2, level).write(file);
    JmhFile.writeEnvironment(
        file, JmhFile.environment(machineClass, "2026-11-21T0" + hour + ":00:00Z"));
  }

  /** Sessions at 100 %, 140 %, 100 % … of each benchmark, those of the middle one in reverse. */
  private void record(String machineClass, int sessions) throws IOException {
    for (int i = 0; i < sessions; i++) {
      double level = i % 2 == 0 ? 1 : 1.4;
      Path file = folder.resolve("baselines/" + machineClass + "/quick/s" + i + ".json");
      JmhFile.suite(10 + i).scale(0, level).scale(1, level).scale(2, 1 / level).write(file);
      JmhFile.writeEnvironment(
          file, JmhFile.environment(machineClass, "2026-11-20T0" + i + ":00:00Z"));
    }
  }

  @Test
  void compare_nothingRecorded_judgesByForksAndSaysSo() {
    Cli cli = Cli.run(folder, "compare", "one.json", "two.json");

    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("one baseline session: how far sessions differ is unknown");
  }

  @Test
  void compare_sessionsOfTheClassDifferAsMuch_isNoRegression() throws IOException {
    record("small", 4);

    Cli cli = Cli.run(folder, "compare", "one.json", "two.json");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("taken from 4 recorded sessions of small");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void compare_byForks_takesNothingFromWhatIsRecorded() throws IOException {
    record("small", 4);

    Cli cli = Cli.run(folder, "compare", "one.json", "two.json", "--by-forks");

    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).doesNotContain("recorded");
  }

  @Test
  void compare_otherClassOnly_takesItsSessionsAndNamesIt() throws IOException {
    record("large", 4);
    record("small", 1);

    Cli cli = Cli.run(folder, "compare", "one.json", "two.json");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("4 recorded sessions of another machine class, large");
  }

  @Test
  void compare_recordedSessionsWithEachOther_doNotExcuseTheirOwnDifference() throws IOException {
    record("small", 2);
    Path recorded = folder.resolve("baselines/small/quick");

    Cli cli =
        Cli.run(
            folder,
            "compare",
            recorded.resolve("s0.json").toString(),
            recorded.resolve("s1.json").toString());

    assertThat(cli.out()).contains("one baseline session: how far sessions differ is unknown");
  }

  @Test
  void compare_recordedCodeChangedInBetween_isNotTakenForScatter() throws IOException {
    record("small", 2);
    environmentOfCode(0, "aa");
    environmentOfCode(1, "bb");

    Cli cli = Cli.run(folder, "compare", "one.json", "two.json");

    assertThat(cli.out()).contains("one baseline session: how far sessions differ is unknown");
  }

  @Test
  void compare_aRecordedFileIsBroken_saysSoAndTakesTheOthers() throws IOException {
    record("small", 4);
    Files.writeString(folder.resolve("baselines/small/quick/s9.json"), "version https://git-lfs");

    Cli cli = Cli.run(folder, "compare", "one.json", "two.json");

    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("not taken for how far sessions differ", "s9.json");
    assertThat(cli.out()).contains("taken from 4 recorded sessions of small");
  }

  @Test
  void compare_recordedAtOtherThreads_isNotTaken() throws IOException {
    record("small", 4);
    JmhFile other = JmhFile.suite(1);
    for (int i = 0; i < 3; i++) {
      other.entry(i).put("threads", 1);
    }
    other.write(folder.resolve("three.json"));
    JmhFile.writeEnvironment(
        folder.resolve("three.json"), JmhFile.environment("small", "2026-11-21T03:00:00Z"));

    Cli cli = Cli.run(folder, "compare", "three.json", "three.json");

    assertThat(cli.out()).contains("one baseline session: how far sessions differ is unknown");
  }

  private void environmentOfCode(int session, String hash) throws IOException {
    ObjectNode environment = JmhFile.environment("small", "2026-11-20T0" + session + ":00:00Z");
    for (String type : List.of("Pool", "Query", "Socket")) {
      environment
          .withObject("benchmarkClasses")
          .putObject("org.example." + type)
          .put("bytecodeSha256", hash);
    }
    JmhFile.writeEnvironment(
        folder.resolve("baselines/small/quick/s" + session + ".json"), environment);
  }

  @Test
  void report_ofTwoSessions_saysWhatCompareSays() throws IOException {
    record("small", 4);

    Cli cli = Cli.run(folder, "report", "two.json", "--baseline", "one.json", "--out", "r.html");

    assertThat(cli.code()).isZero();
    assertThat(Files.readString(folder.resolve("r.html")))
        .contains("taken from 4 recorded sessions of small");
    Cli.run(
        folder, "report", "two.json", "--baseline", "one.json", "--by-forks", "--out", "f.html");
    assertThat(Files.readString(folder.resolve("f.html"))).doesNotContain("recorded sessions");
  }
}

package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JMH's command line stays JMH's; what scenarios add to it says what it does. */
class CommandLineIT {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-l",
        "-lp",
        "-lprof",
        "-lrf",
        "-l PlainProbe",
        "--unknown",
        "-t none",
        "-rf xml",
        "NoSuchBenchmark",
        "PlainProbe.works -prof no.such.Profiler",
        "-tu parsec"
      })
  void commandLine_jmhOptions_answeredAsByJmh(String line) throws Exception {
    Answer jmh = answer(LaunchedRun.JMH_MAIN, line.split(" "));
    Answer ours = answer(LaunchedRun.MAIN, line.split(" "));

    assertThat(ours).isEqualTo(jmh);
  }

  @Test
  void commandLine_help_isJmhsFollowedByOurs() throws Exception {
    Answer jmh = answer(LaunchedRun.JMH_MAIN, "-h");
    Answer ours = answer(LaunchedRun.MAIN, "-h");

    assertThat(ours.stdout())
        .startsWith(jmh.stdout())
        .contains("--postgres")
        .contains("Exit codes");
    assertThat(ours.exitCode()).isZero();
  }

  @Test
  void commandLine_withoutRegex_leavesScenariosOutAndSaysSo() throws Exception {
    // Neither exists, so nothing is measured; what was said before tells what was selected.
    Answer plain = answer(LaunchedRun.MAIN, "-e", "tollgate", "-e", "Probe");
    Answer named = answer(LaunchedRun.MAIN, "scenario", "-e", "tollgate");

    assertThat(plain.stderr().lines().findFirst())
        .hasValue("# scenarios are left out: run them by java -jar benchmarks.jar scenario");
    assertThat(named.stderr()).doesNotContain("left out").contains("No matching benchmarks");
    assertThat(answer(LaunchedRun.MAIN, "-l").stdout())
        .contains("tollgate.benchmarks.scenario.HttpEndpoints.load");
  }

  @Test
  void commandLine_unknownScenario_listsThoseThereAre() throws Exception {
    Answer answer = answer(LaunchedRun.MAIN, "scenario.Conversations");

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.stderr())
        .contains("No matching benchmarks", "ERROR: the scenarios are BreakingPoint, ");
  }

  @Test
  void commandLine_scheduleThatNeverEnds_saysSoLastAndKeepsWhatWasMeasured() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .start(
                "HttpEndpoints",
                "-p",
                "endpoint=HEALTH",
                "-p",
                "seconds=0.1,100000",
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "1",
                "-rf",
                "json",
                "-rff",
                "out.json")) {
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr().lines().reduce((one, next) -> next))
          .hasValue(
              "ERROR: tollgate.benchmarks.scenario.HttpEndpoints.load failed: a schedule lasts more"
                  + " than 0 s and at most a day; what the others measured is kept");
    }
    assertThat(new ObjectMapper().readTree(directory.resolve("out.json").toFile())).hasSize(1);
  }

  @Test
  void commandLine_rateThatNoMachineReaches_endsAndIsMarked() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .start(
                "HttpEndpoints",
                "-p",
                "endpoint=HEALTH",
                "-p",
                "seconds=0.1",
                "-p",
                "rate=1000",
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "1",
                "-rf",
                "json",
                "-rff",
                "out.json")) {
      assertThat(run.exitCode()).isZero();
    }
    JsonNode metrics =
        new ObjectMapper()
            .readTree(directory.resolve("out.json").toFile())
            .path(0)
            .path("secondaryMetrics");
    assertThat(metrics.path("rate.achieved").path("score").asDouble())
        .isLessThan(0.99 * metrics.path("rate.offered").path("score").asDouble());
  }

  @Test
  void commandLine_longShot_isTold() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TOLLGATE_LIVE", "all")
            .start(
                "HttpEndpoints",
                "-p",
                "endpoint=HEALTH",
                "-p",
                "seconds=3.5",
                "-f",
                "1",
                "-wi",
                "0",
                "-i",
                "1")) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.stderr())
          .containsPattern(
              "(?m)^# live: shot 1/1: [12] of 4 s, offered (59|60)\\d\\.\\d/s, achieved [\\d.]+/s, p50 [\\d.]+ ms,"
                  + " p95 [\\d.]+ ms, .*errors$")
          .containsPattern("# live: shot 1/1: [34] of 4 s");
      assertThat(run.stdout()).doesNotContain("# live");
    }
  }

  private record Answer(int exitCode, String stdout, String stderr) {}

  private Answer answer(String main, String... arguments) throws Exception {
    try (LaunchedRun run = LaunchedRun.in(directory).main(main).start(arguments)) {
      return new Answer(run.exitCode(), run.stdout(), withoutStack(run.stderr()));
    }
  }

  /** Our main class is another caller of the same code. */
  private static String withoutStack(String text) {
    return String.join("\n", text.lines().filter(line -> !line.startsWith("\tat ")).toList());
  }
}

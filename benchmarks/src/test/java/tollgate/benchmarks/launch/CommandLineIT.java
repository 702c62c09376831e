package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.benchmarks.backend.PlatformAddress;

/** JMH's command line stays JMH's; ours answers misuse with one line and exit code 2. */
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
  void commandLine_platformThatDoesNotAnswer_isOneLine() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment(PlatformAddress.VARIABLE, "http://127.0.0.1:1")
            .start("HttpEndpoints", "-p", "endpoint=HEALTH")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr())
          .contains("ERROR: the platform at http://127.0.0.1:1 does not answer")
          .doesNotContain("\tat ");
      assertThat(run.leftovers()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"/health, GET", "/api/reset, POST"})
  void commandLine_platformThatAnswersWith500_isOneLine(String path, String method)
      throws Exception {
    HttpServer broken =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    broken.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals(path) ? 500 : 200, -1);
          exchange.close();
        });
    broken.start();
    String url = "http://127.0.0.1:" + broken.getAddress().getPort();
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment(PlatformAddress.VARIABLE, url)
            .start("HttpEndpoints", "-p", "endpoint=HEALTH")) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr())
          .contains(
              "ERROR: the platform at "
                  + url
                  + " answers "
                  + method
                  + " "
                  + path
                  + " with 500, not 200")
          .doesNotContain("\tat ");
      assertThat(run.leftovers()).isEmpty();
    } finally {
      broken.stop(0);
    }
  }

  @Test
  void commandLine_unknownAudience_listsThoseThereAre() throws Exception {
    assertMisuse(
        "-p audience=NOBODY: ConcurrentUsers knows LOGINS, BROWSING,",
        "ConcurrentUsers",
        "-p",
        "audience=OFFICE_DAY,NOBODY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"users=many", "seconds=Infinity", "rate=NaN"})
  void commandLine_parameterThatIsNoNumber_isOneLine(String parameter) throws Exception {
    assertMisuse("-p " + parameter + ": HttpEndpoints wants a ", "HttpEndpoints", "-p", parameter);
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

  @Test
  void commandLine_portInUseByAnotherService_isOneLine() throws Exception {
    try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread service = new Thread(() -> hangUp(closing));
      service.setDaemon(true);
      service.start();
      assertMisuse(
          "cannot be used",
          "LaunchProbe",
          "--postgres",
          "jdbc:postgresql://127.0.0.1:" + closing.getLocalPort() + "/postgres");
    }
  }

  private static void hangUp(ServerSocket socket) {
    try {
      while (!socket.isClosed()) {
        socket.accept().close();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void commandLine_nobodyListens_isOneLine() throws Exception {
    assertMisuse(
        "jdbc:postgresql://127.0.0.1:1/postgres",
        "LaunchProbe",
        "--postgres",
        "jdbc:postgresql://127.0.0.1:1/postgres?user=me&password=hush");
  }

  @Test
  void commandLine_foreignUrl_isOneLine() throws Exception {
    assertMisuse("jdbc:postgresql:", "LaunchProbe", "--postgres", "jdbc:mysql://h/d?password=hush");
  }

  @Test
  void commandLine_postgresWithoutValue_isOneLine() throws Exception {
    assertMisuse("--postgres needs a value", "LaunchProbe", "--postgres");
  }

  @Test
  void commandLine_passwordInJvmArgument_isRefused() throws Exception {
    assertMisuse(
        "TOLLGATE_POSTGRES_URL",
        "PlainProbe.works",
        "-jvmArgsAppend",
        "-Durl=jdbc:postgresql://h/d?user=me&password=hush");
  }

  @Test
  void commandLine_moreConnectionsThanDescriptors_isRefusedBeforeMeasuring() throws Exception {
    String many = Integer.toString(Integer.MAX_VALUE);
    String says = many + " connections need more than the ";
    assertMisuse(says, "ConnectionMemory", "-p", "connections=100," + many);
  }

  @Test
  void commandLine_resultInMissingDirectory_isRefusedBeforeMeasuring() throws Exception {
    assertMisuse("there is no directory", "PlainProbe.works", "-rff", "missing/out.json");
  }

  @Test
  void commandLine_outputInMissingDirectory_isRefusedBeforeMeasuring() throws Exception {
    assertMisuse("there is no directory", "PlainProbe.works", "-o", "missing/out.txt");
  }

  @Test
  void commandLine_serverThatCannotStart_leavesAnEarlierResultAlone() throws Exception {
    Files.writeString(directory.resolve("out.json"), "earlier");

    assertMisuse(
        "127.0.0.1:1",
        "LaunchProbe",
        "-rff",
        "out.json",
        "--postgres=jdbc:postgresql://127.0.0.1:1/postgres");

    assertThat(directory.resolve("out.json")).hasContent("earlier");
  }

  private void assertMisuse(String says, String... arguments) throws Exception {
    try (LaunchedRun run = LaunchedRun.in(directory).start(arguments)) {
      assertThat(run.exitCode()).isEqualTo(2);
      List<String> lines = run.stderr().lines().toList();
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0)).startsWith("ERROR: ").contains(says).doesNotContain("hush");
      assertThat(run.stdout()).doesNotContain("hush").doesNotContain("# Fork");
      assertThat(run.leftovers()).isEmpty();
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

package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.benchmarks.backend.PlatformAddress;

/** What cannot be measured is answered with one line and exit code 2, and nothing is measured. */
@Tag("same-on-every-jdk")
class MisuseIT {
  @TempDir private Path directory;

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
  @ValueSource(strings = {"level=many", "seconds=Infinity", "rate=NaN"})
  void commandLine_parameterThatIsNoNumber_isOneLine(String parameter) throws Exception {
    assertMisuse("-p " + parameter + ": HttpEndpoints wants a ", "HttpEndpoints", "-p", parameter);
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
}

package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whichever way a run ends, no process and no file of it stays, and what was measured does. */
class EndingIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir private Path directory;

  @Test
  void run_normalEnd_oneServerForAllForksAndNothingLeft() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .start("LaunchProbe|PlainProbe.works", "-f", "2", "-rf", "json", "-rff", "out.json")) {
      run.awaitForks(1);

      assertThat(run.exitCode()).as(run.stderr()).isZero();

      assertThat(run.processesSeen()).isGreaterThan(3);
      assertNothingLeft(run);
      assertThat(run.trace()).hasSize(2).allMatch(line -> line.endsWith(" on on ok"));
      Set<String> serverStarts =
          run.trace().stream().map(line -> line.split(" ")[1]).collect(Collectors.toSet());
      assertThat(serverStarts).hasSize(1);
      JsonNode results = JSON.readTree(directory.resolve("out.json").toFile());
      assertThat(results.toString()).doesNotContain("rendezvous");
      JsonNode environment = JSON.readTree(directory.resolve("out.env.json").toFile());
      assertThat(environment.at("/run/complete").asBoolean()).isTrue();
      assertThat(environment.at("/backends/0/settings/fsync").asText()).isEqualTo("on");
      assertThat(environment.at("/backends/0/settings/synchronous_commit").asText())
          .isEqualTo("on");
      assertThat(environment.at("/backends/1/name").asText()).isEqualTo("hub");
      assertThat(environment.at("/benchmarks")).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void run_signal_keepsWholeForksAndLeavesNothing(String signal, int exitCode) throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .start("LaunchProbe", "-f", "3", "-r", "300ms", "-rf", "json", "-rff", "out.json")) {
      run.awaitForks(2);
      run.signal(signal);

      assertThat(run.exitCode()).isEqualTo(exitCode);

      assertNothingLeft(run);
      assertThat(run.stderr()).contains("ERROR: interrupted; the whole forks of 1 benchmarks");
      assertThat(run.stdout()).doesNotContain("forked VM failed");
      JsonNode results = JSON.readTree(directory.resolve("out.json").toFile());
      assertThat(results).hasSize(1);
      assertThat(results.at("/0/primaryMetric/rawData")).hasSize(1);
      assertThat(results.at("/0/primaryMetric/rawData/0")).hasSize(2);
      JsonNode environment = JSON.readTree(directory.resolve("out.env.json").toFile());
      assertThat(environment.at("/run/complete").asBoolean(true)).isFalse();
    }
  }

  @Test
  void run_killedParent_leavesNoProcessAndNoFile() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .start("PlainProbe.works|LaunchProbe", "-f", "2", "-i", "100", "-rff", "out.json")) {
      run.awaitForks(1);
      run.signal("KILL");

      assertThat(run.exitCode()).isEqualTo(137);

      assertThat(run.processesSeen()).isGreaterThan(3);
      assertNothingLeft(run);
    }
  }

  @Test
  void run_killedWhileServerStarts_leavesNothing() throws Exception {
    try (LaunchedRun run = LaunchedRun.in(directory).start("LaunchProbe")) {
      run.await("a data directory", () -> !run.leftovers().isEmpty() && hasData(run));
      run.signal("KILL");

      assertThat(run.exitCode()).isEqualTo(137);

      assertNothingLeft(run);
    }
  }

  private static boolean hasData(LaunchedRun run) {
    return run.leftovers().stream().anyMatch(path -> Files.isDirectory(path.resolve("data")));
  }

  @Test
  void run_serverKilled_endsWithOneLineNamingIt() throws Exception {
    try (LaunchedRun run = LaunchedRun.in(directory).start("LaunchProbe", "-f", "2", "-i", "100")) {
      run.awaitForks(1);
      assertThat(run.postmasters()).hasSize(1);
      ProcessHandle.of(run.postmasters().get(0)).orElseThrow().destroyForcibly();

      assertThat(run.exitCode()).isEqualTo(2);

      assertThat(errors(run)).containsOnlyOnce("ERROR: PostgreSQL (embedded) died");
      assertNothingLeft(run);
    }
  }

  @Test
  void run_hubKilled_endsWithOneLineNamingIt() throws Exception {
    try (LaunchedRun run = LaunchedRun.in(directory).start("LaunchProbe", "-f", "2", "-i", "100")) {
      run.awaitForks(1);
      run.process("HubServer").destroyForcibly();

      assertThat(run.exitCode()).isEqualTo(2);

      assertThat(errors(run)).containsOnlyOnce("ERROR: the hub died");
      assertNothingLeft(run);
    }
  }

  @Test
  void environmentProfiler_inARunOfJmhsOwnMain_writesTheFile() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .main(LaunchedRun.JMH_MAIN)
            .start(
                "PlainProbe.works",
                "-f",
                "2",
                "-prof",
                "tollgate.probe.environment.EnvironmentProfiler:file=out.env.json")) {

      assertThat(run.exitCode()).as(run.stderr()).isZero();

      JsonNode environment = JSON.readTree(directory.resolve("out.env.json").toFile());
      assertThat(environment.at("/run/complete").asBoolean()).isTrue();
      assertThat(environment.at("/benchmarkClasses/" + PlainProbe.class.getName()).isObject())
          .isTrue();
      assertThat(environment.at("/benchmarks")).hasSize(2);
    }
  }

  @Test
  void run_forkThatNobodyPrepared_startsItsOwnServersAndStopsThem() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory).main(LaunchedRun.JMH_MAIN).start("LaunchProbe", "-f", "1")) {
      run.awaitForks(1);

      assertThat(run.exitCode()).isZero();

      assertThat(run.trace()).hasSize(1).allMatch(line -> line.endsWith(" on on ok"));
      assertNothingLeft(run);
    }
  }

  @Test
  void run_withoutForks_findsTheSameServers() throws Exception {
    try (LaunchedRun run = LaunchedRun.in(directory).start("LaunchProbe", "-f", "0")) {
      run.awaitForks(1);

      assertThat(run.exitCode()).isZero();

      assertThat(run.trace()).hasSize(1).allMatch(line -> line.endsWith(" on on ok"));
      assertThat(run.stderr()).containsOnlyOnce("# PostgreSQL ").containsOnlyOnce("# hub ready");
      assertNothingLeft(run);
    }
  }

  @Test
  void run_benchmarkWithoutNeeds_startsNoServer() throws Exception {
    try (LaunchedRun run = LaunchedRun.in(directory).start("PlainProbe.works")) {

      assertThat(run.exitCode()).isZero();

      assertThat(run.stderr()).isEmpty();
      assertNothingLeft(run);
    }
  }

  @Test
  void run_failedBenchmarkAndFailOnError_endsWithOneLine() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .jvmArgument("-Dprobe.fail=true")
            .start("PlainProbe", "-foe", "true", "-rff", "out.json")) {

      assertThat(run.exitCode()).isEqualTo(1);

      assertThat(run.stderr().lines().toList())
          .singleElement()
          .asString()
          .startsWith("ERROR: ")
          .contains("PlainProbe.fails failed: asked to fail");
    }
  }

  @Test
  void run_failedBenchmarkWithoutFailOnError_measuresTheOthersAndIsNoSuccess() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .jvmArgument("-Dprobe.fail=true")
            .start("PlainProbe", "-rf", "json", "-rff", "out.json")) {

      assertThat(run.exitCode()).isEqualTo(1);

      assertThat(errors(run)).contains("PlainProbe.fails").doesNotContain("PlainProbe.works");
      assertThat(directory.resolve("out.json")).content().contains("PlainProbe.works");
    }
  }

  private static String errors(LaunchedRun run) {
    return run.stderr().lines().filter(line -> line.startsWith("ERROR")).toList().toString();
  }

  private static void assertNothingLeft(LaunchedRun run) throws InterruptedException {
    LaunchedRun.holdsWithin(SOON, () -> run.survivors().isEmpty() && run.leftovers().isEmpty());
    assertThat(run.survivors()).isEmpty();
    assertThat(run.leftovers()).isEmpty();
  }
}

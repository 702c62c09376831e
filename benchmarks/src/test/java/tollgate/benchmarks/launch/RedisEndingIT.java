package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.benchmarks.backend.PasswordRedis;

/**
 * Redis is started once, and however a run ends no process, no file and no password of it stays.
 */
class RedisEndingIT {
  private static final String ENCODED =
      URLEncoder.encode(PasswordRedis.PASSWORD, StandardCharsets.UTF_8);

  @TempDir private Path directory;

  @Test
  void run_normalEnd_oneServerForAllForksAndItsFacts() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TOLLGATE_REDIS_URL", "embedded")
            .start("RedisProbe", "-f", "2", "-rf", "json", "-rff", "out.json")) {
      run.awaitForks(1);

      assertThat(run.exitCode()).as(run.stderr()).isZero();

      assertNothingLeft(run);
      assertThat(servers(run)).hasSize(1);
      assertThat(run.trace()).hasSize(2);
      assertThat(run.stderr()).containsOnlyOnce("# Redis 7.0.15 (embedded) ready");
      JsonNode backend = environment().at("/backends/0");
      assertThat(backend.at("/name").asText()).isEqualTo("redis");
      assertThat(backend.at("/kind").asText()).isEqualTo("embedded");
      assertThat(backend.at("/version").asText()).isEqualTo("7.0.15");
      assertThat(backend.at("/settings/appendfsync").asText()).isEqualTo("everysec");
    }
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143", "KILL,137"})
  void run_signal_leavesNothing(String signal, int exitCode) throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TOLLGATE_REDIS_URL", "embedded")
            .start("RedisProbe", "-i", "1000")) {
      run.awaitForks(1);
      assertThat(run.process("redis-server").isAlive()).isTrue();
      run.signal(signal);

      assertThat(run.exitCode()).isEqualTo(exitCode);

      assertThat(run.stderr()).doesNotContain("died");
      assertNothingLeft(run);
    }
  }

  @Test
  void run_serverKilled_endsWithOneLineNamingIt() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TOLLGATE_REDIS_URL", "embedded")
            .start("RedisProbe", "-i", "1000")) {
      run.awaitForks(1);
      run.process("redis-server").destroyForcibly();

      assertThat(run.exitCode()).isEqualTo(2);

      assertThat(run.stderr()).containsOnlyOnce("ERROR: Redis (embedded) died");
      assertNothingLeft(run);
    }
  }

  @Test
  void externalServer_urlWithPassword_isUsedAndKeptSecret() throws Exception {
    try (PasswordRedis server = PasswordRedis.start(directory.resolve("external"));
        LaunchedRun run =
            LaunchedRun.in(directory)
                .environment(
                    "TOLLGATE_REDIS_URL", "redis://:" + ENCODED + "@127.0.0.1:" + server.port())
                .start("RedisProbe", "-f", "2", "-v", "EXTRA", "-rf", "json", "-rff", "out.json")) {
      run.awaitForks(1);
      List<String> running = new ArrayList<>(run.commandLines());

      assertThat(run.exitCode()).as(run.stderr()).isZero();

      assertThat(running).isNotEmpty().noneMatch(RedisEndingIT::holdsPassword);
      assertThat(filesThatHoldThePassword()).isEmpty();
      assertThat(run.leftovers()).isEmpty();
      assertThat(environment().at("/backends/0/kind").asText()).isEqualTo("external");
      assertThat(server.keys()).as("theirs alone").isEqualTo(1);
    }
  }

  @Test
  void externalServer_scenario_deletesWhatItWrote() throws Exception {
    try (PasswordRedis server = PasswordRedis.start(directory.resolve("external"));
        LaunchedRun run =
            LaunchedRun.in(directory)
                .environment(
                    "TOLLGATE_REDIS_URL", "redis://:" + ENCODED + "@127.0.0.1:" + server.port())
                .start("RedisRecovery", "-wi", "0", "-i", "1")) {

      assertThat(run.exitCode()).as(run.stderr()).isZero();

      assertThat(server.keys()).as("theirs alone").isEqualTo(1);
    }
  }

  @Test
  void externalServer_wrongPassword_isOneLineWithoutIt() throws Exception {
    try (PasswordRedis server = PasswordRedis.start(directory.resolve("external"));
        LaunchedRun run =
            LaunchedRun.in(directory)
                .environment(
                    "TOLLGATE_REDIS_URL", "redis://:hush@127.0.0.1:" + server.port() + "/0")
                .start("RedisProbe")) {

      assertThat(run.exitCode()).isEqualTo(2);

      assertThat(run.stderr().lines()).hasSize(1);
      assertThat(run.stderr())
          .contains("ERROR: Redis (redis://127.0.0.1:" + server.port() + "/0) cannot be used")
          .doesNotContain("hush");
    }
  }

  @Test
  void externalServer_notThere_isOneLine() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TOLLGATE_REDIS_URL", "redis://127.0.0.1:1")
            .start("RedisProbe")) {

      assertThat(run.exitCode()).isEqualTo(2);

      assertThat(run.stderr().lines())
          .singleElement()
          .asString()
          .startsWith("ERROR: Redis (redis://127.0.0.1:1/0) cannot be used");
      assertNothingLeft(run);
    }
  }

  @Test
  void externalServer_notThere_failsWhatNeedsItAndMeasuresTheRest() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TOLLGATE_REDIS_URL", "redis://127.0.0.1:1")
            .start("RedisProbe|PlainProbe.works", "-f", "1", "-rf", "json", "-rff", "out.json")) {

      assertThat(run.exitCode()).as(run.stderr()).isEqualTo(2);

      assertThat(run.stderr().lines().filter(line -> line.startsWith("ERROR")))
          .hasSize(2)
          .allMatch(line -> line.contains("Redis (redis://127.0.0.1:1/0) cannot be used"))
          .anyMatch(line -> line.endsWith("; what needs it fails, all else is measured"))
          .anyMatch(line -> line.contains("RedisProbe") && line.endsWith(" is kept"));
      assertThat(new ObjectMapper().readTree(directory.resolve("out.json").toFile()))
          .singleElement()
          .extracting(result -> result.path("benchmark").asText())
          .asString()
          .contains("PlainProbe");
      assertNothingLeft(run);
    }
  }

  private JsonNode environment() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("out.env.json").toFile());
  }

  private static Set<String> servers(LaunchedRun run) {
    return run.trace().stream().map(line -> line.split(" ")[1]).collect(Collectors.toSet());
  }

  private static boolean holdsPassword(String text) {
    return text.contains(PasswordRedis.PASSWORD) || text.contains(ENCODED);
  }

  /** The server's own files are not ours to judge. */
  private List<Path> filesThatHoldThePassword() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(path -> !path.startsWith(directory.resolve("external")))
          .filter(Files::isRegularFile)
          .filter(RedisEndingIT::fileHoldsPassword)
          .toList();
    }
  }

  private static boolean fileHoldsPassword(Path path) {
    try {
      return holdsPassword(Files.readString(path, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertNothingLeft(LaunchedRun run) throws InterruptedException {
    LaunchedRun.holdsWithin(
        Duration.ofSeconds(5), () -> run.survivors().isEmpty() && run.leftovers().isEmpty());
    assertThat(run.survivors()).isEmpty();
    assertThat(run.leftovers()).isEmpty();
  }
}

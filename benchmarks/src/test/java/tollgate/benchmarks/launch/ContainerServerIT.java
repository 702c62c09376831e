package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs where a container engine answers and has an image, see {@code scripts/container-image}. With
 * {@code TOLLGATE_REQUIRE_CONTAINER=1} they are waited for, and their absence is a failure.
 */
class ContainerServerIT {
  private static final String IMAGE =
      System.getenv().getOrDefault("TOLLGATE_POSTGRES_IMAGE", "tollgate/postgres:local");

  /** How long an image that is required may still be in the making. */
  private static final Duration MAKING = Duration.ofMinutes(5);

  @TempDir private Path directory;

  @BeforeAll
  static void requireImage() throws Exception {
    boolean required = "1".equals(System.getenv("TOLLGATE_REQUIRE_CONTAINER"));
    boolean present =
        LaunchedRun.holdsWithin(required ? MAKING : Duration.ZERO, ContainerServerIT::hasImage);
    if (!present && required) {
      fail("no container engine answers, or it has no image " + IMAGE);
    }
    assumeTrue(
        present,
        "SKIPPED: no container engine answers, or it has no image "
            + IMAGE
            + "; scripts/container-image makes one");
  }

  @Test
  void container_selected_isStartedOnceDurableAndRemoved() throws Exception {
    List<String> before = containers();
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TESTCONTAINERS_RYUK_DISABLED", "true")
            .start(
                "LaunchProbe",
                "-f",
                "2",
                "-rf",
                "json",
                "-rff",
                "out.json",
                "--postgres",
                "container:" + IMAGE)) {
      run.awaitForks(2);

      assertThat(run.exitCode()).as(run.stderr()).isZero();

      assertThat(run.trace()).hasSize(2).allMatch(line -> line.endsWith(" on on ok"));
      assertThat(run.trace().stream().map(line -> line.split(" ")[1]).distinct()).hasSize(1);
      JsonNode environment =
          new ObjectMapper().readTree(directory.resolve("out.env.json").toFile());
      assertThat(environment.at("/backends/0/kind").asText()).isEqualTo("container");
    }
    assertThat(containers()).isEqualTo(before);
  }

  @Test
  void container_parentKilled_isRemovedByTheReaper() throws Exception {
    List<String> before = containers();
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TESTCONTAINERS_RYUK_DISABLED", "true")
            .start("LaunchProbe", "-i", "100", "--postgres", "container:" + IMAGE)) {
      run.awaitForks(1);
      run.signal("KILL");
      assertThat(run.exitCode()).isEqualTo(137);
      LaunchedRun.holdsWithin(Duration.ofSeconds(15), () -> containersOrFail().equals(before));
    }
    assertThat(containers()).isEqualTo(before);
  }

  @Test
  void container_unknownImage_isOneLine() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TESTCONTAINERS_RYUK_DISABLED", "true")
            .start("LaunchProbe", "--postgres", "container:localhost:1/no/such:image")) {

      assertThat(run.exitCode()).isEqualTo(2);

      List<String> lines = run.stderr().lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.get(0)).isEqualTo("# pulling image localhost:1/no/such:image");
      assertThat(lines.get(1))
          .startsWith("ERROR: PostgreSQL (container localhost:1/no/such:image) cannot be started");
    }
  }

  private static boolean hasImage() {
    try {
      Process process =
          new ProcessBuilder("docker", "image", "inspect", IMAGE)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> containers() throws IOException {
    Process process = new ProcessBuilder("docker", "ps", "--all", "--quiet", "--no-trunc").start();
    return process.inputReader().lines().sorted().toList();
  }

  private static List<String> containersOrFail() {
    try {
      return containers();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

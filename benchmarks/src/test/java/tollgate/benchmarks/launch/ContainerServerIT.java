package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs where a container engine answers and has an image, see {@code scripts/container-image}. With
 * {@code TOLLGATE_REQUIRE_CONTAINER=1} their absence is a failure.
 */
class ContainerServerIT {
  private static final String IMAGE =
      System.getenv().getOrDefault("TOLLGATE_POSTGRES_IMAGE", "tollgate/postgres:local");

  @TempDir private Path directory;

  @Test
  void container_selected_isStartedOnceDurableAndRemoved() throws Exception {
    requireImage();
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
    requireImage();
    List<String> before = containers();
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TESTCONTAINERS_RYUK_DISABLED", "true")
            .start("LaunchProbe", "-i", "100", "--postgres", "container:" + IMAGE)) {
      run.awaitForks(1);
      run.signal("KILL");
      assertThat(run.exitCode()).isEqualTo(137);
      LaunchedRun.holdsWithin(
          java.time.Duration.ofSeconds(15), () -> containersOrFail().equals(before));
    }
    assertThat(containers()).isEqualTo(before);
  }

  @Test
  void container_unknownImage_isOneLine() throws Exception {
    requireImage();
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

  private static void requireImage() throws Exception {
    boolean present = succeeds("docker", "image", "inspect", IMAGE);
    if (!present && "1".equals(System.getenv("TOLLGATE_REQUIRE_CONTAINER"))) {
      fail("no container engine answers, or it has no image " + IMAGE);
    }
    assumeTrue(
        present,
        "SKIPPED: no container engine answers, or it has no image "
            + IMAGE
            + "; scripts/container-image makes one");
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
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

package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs where the operating system installed a PostgreSQL. With {@code
 * TOLLGATE_REQUIRE_INSTALLED_POSTGRES=1} its absence is a failure.
 */
@Tag("same-on-every-jdk")
class InstalledServerIT {
  @TempDir private Path directory;

  @Test
  void installedServer_urlWithPassword_isMeasured() throws Exception {
    Optional<Path> programs = InstalledServer.programs();
    if ("1".equals(System.getenv("TOLLGATE_REQUIRE_INSTALLED_POSTGRES"))) {
      assertThat(programs).as("programs of an installed PostgreSQL").isPresent();
    }
    assumeTrue(programs.isPresent(), "SKIPPED: no PostgreSQL is installed");
    try (InstalledServer server = InstalledServer.start(programs.orElseThrow());
        LaunchedRun run =
            LaunchedRun.in(directory)
                .environment("TOLLGATE_POSTGRES_USER", InstalledServer.USER)
                .environment("TOLLGATE_POSTGRES_PASSWORD", InstalledServer.PASSWORD)
                .start(
                    "query.PointRead|query.StateUpsert|pool.PoolContention",
                    "--postgres",
                    server.url(),
                    "-t",
                    "7",
                    "-f",
                    "1",
                    "-wi",
                    "0",
                    "-i",
                    "1",
                    "-r",
                    "200ms",
                    "-foe",
                    "true",
                    "-p",
                    "bytes=1000",
                    "-rf",
                    "json",
                    "-rff",
                    "out.json")) {

      assertThat(run.exitCode()).as(run.stderr()).isZero();

      JsonNode environment =
          new ObjectMapper().readTree(directory.resolve("out.env.json").toFile());
      assertThat(environment.at("/backends/0/kind").asText()).isEqualTo("external");
      assertThat(environment.at("/backends/0/version").asText()).startsWith(server.version());
      assertThat(environment.at("/backends/0/settings/fsync").asText()).isEqualTo("on");
      JsonNode results = new ObjectMapper().readTree(directory.resolve("out.json").toFile());
      assertThat(results.findValuesAsText("benchmark").stream().map(InstalledServerIT::family))
          .contains("query", "pool");
    }
  }

  private static String family(String benchmark) {
    return benchmark.split("\\.")[2];
  }
}

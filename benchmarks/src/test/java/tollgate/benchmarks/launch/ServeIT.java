package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.benchmarks.backend.Rendezvous;

/** Servers that outlive one invocation, and end with whoever asked for them. */
class ServeIT {
  private static final String SERVE = "tollgate.benchmarks.launch.Serve";

  @TempDir private Path directory;

  @Test
  void main_servedFile_twoInvocationsShareTheServersAndTheirFacts() throws Exception {
    try (LaunchedRun serve = LaunchedRun.in(folder("serve")).main(SERVE).start("for=LaunchProbe")) {
      serve.await("the servers", () -> serve.stdout().contains("rendezvous "));
      String file = rendezvous(serve);
      String first = measure("first", file);
      String second = measure("second", file);

      assertThat(serverStart(first)).isEqualTo(serverStart(second));
      JsonNode environment =
          new ObjectMapper().readTree(directory.resolve("second/out.env.json").toFile());
      assertThat(environment.at("/backends/0/name").asText()).isEqualTo("postgres");
      assertThat(environment.at("/backends/0/settings/fsync").asText()).isEqualTo("on");
      assertThat(environment.at("/backends/1/name").asText()).isEqualTo("hub");
      assertThat(Files.readString(directory.resolve("second/out.json")))
          .doesNotContain("rendezvous");
      assertThat(Path.of(file)).exists();

      serve.endInput();

      assertThat(serve.exitCode()).as(serve.stderr()).isZero();
      assertThat(LaunchedRun.holdsWithin(java.time.Duration.ofSeconds(5), () -> gone(serve)))
          .as(() -> serve.survivors() + " " + serve.leftovers())
          .isTrue();
    }
  }

  @Test
  void serve_killed_leavesNoProcessAndNoFile() throws Exception {
    try (LaunchedRun serve = LaunchedRun.in(folder("serve")).main(SERVE).start("postgres", "hub")) {
      serve.await("the servers", () -> serve.stdout().contains("rendezvous "));
      serve.signal("KILL");

      assertThat(serve.exitCode()).isEqualTo(137);
      assertThat(LaunchedRun.holdsWithin(java.time.Duration.ofSeconds(15), () -> gone(serve)))
          .as(() -> serve.survivors() + " " + serve.leftovers())
          .isTrue();
    }
  }

  @Test
  void serve_benchmarksThatNeedNothing_startsNothing() throws Exception {
    try (LaunchedRun serve =
        LaunchedRun.in(folder("serve")).main(SERVE).start("for=PlainProbe.works")) {
      serve.await("its answer", () -> serve.stdout().contains("rendezvous "));

      assertThat(serve.stdout()).doesNotContain("postgres ").doesNotContain("hub ");
      Rendezvous offered = Rendezvous.read(Path.of(rendezvous(serve)));
      assertThat(offered.postgres()).isEmpty();
      serve.endInput();
      assertThat(serve.exitCode()).isZero();
    }
  }

  @Test
  void serve_serverOfSomebodyElse_isNotShared() throws Exception {
    try (LaunchedRun serve =
        LaunchedRun.in(folder("serve"))
            .environment("TOLLGATE_POSTGRES_URL", "jdbc:postgresql://localhost:1/none")
            .main(SERVE)
            .start("for=LaunchProbe")) {
      assertThat(serve.exitCode()).isEqualTo(2);
      assertThat(serve.stderr()).contains("cannot be shared");
    }
  }

  private String measure(String name, String rendezvous) throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(folder(name))
            .environment(Rendezvous.VARIABLE, rendezvous)
            .start("LaunchProbe", "-rf", "json", "-rff", "out.json")) {
      assertThat(run.exitCode()).as(run.stderr()).isZero();
      assertThat(run.postmasters()).isEmpty();
      return run.trace().get(0);
    }
  }

  private Path folder(String name) throws Exception {
    return Files.createDirectories(directory.resolve(name));
  }

  private static String serverStart(String trace) {
    return trace.split(" ")[1];
  }

  private static String rendezvous(LaunchedRun serve) {
    return serve
        .stdout()
        .lines()
        .filter(line -> line.startsWith("rendezvous "))
        .map(line -> line.substring("rendezvous ".length()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean gone(LaunchedRun serve) {
    return serve.survivors().isEmpty() && serve.leftovers().isEmpty();
  }
}

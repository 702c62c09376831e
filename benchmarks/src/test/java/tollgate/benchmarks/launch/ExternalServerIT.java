package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.benchmarks.domain.Schema;

/** A server that somebody else runs: its password stays secret, and nothing of ours stays on it. */
@Tag("same-on-every-jdk")
class ExternalServerIT {
  private static final String ENCODED =
      URLEncoder.encode(PasswordServer.PASSWORD, StandardCharsets.UTF_8);

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private PasswordServer server;

  @BeforeEach
  void start() throws IOException, SQLException {
    server = PasswordServer.start(directory);
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      Schema.create(connection);
      statement.execute("create schema theirs");
      statement.execute("create table theirs.kept (id int)");
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void externalServer_urlWithPassword_isUsedAndKeptSecret() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment(
                "TOLLGATE_POSTGRES_URL",
                server.url() + "?user=" + PasswordServer.USER + "&password=" + ENCODED)
            .start("LaunchProbe", "-f", "2", "-v", "EXTRA", "-rf", "json", "-rff", "out.json")) {
      run.awaitForks(1);
      List<String> running = new ArrayList<>(run.commandLines());
      assertThat(run.leftovers()).hasSize(1);
      assertThat(Files.getPosixFilePermissions(run.leftovers().get(0)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));

      assertThat(run.exitCode()).as(run.stderr()).isZero();

      running.addAll(run.commandLines());
      assertThat(running).isNotEmpty().noneMatch(ExternalServerIT::holdsPassword);
      assertThat(filesThatHoldThePassword()).isEmpty();
      assertThat(run.leftovers()).isEmpty();
      JsonNode environment = new ObjectMapper().readTree(file("out.env.json"));
      assertThat(environment.at("/backends/0/kind").asText()).isEqualTo("external");
      assertThat(environment.at("/backends/0/settings/fsync").asText()).isEqualTo("off");
    }
    assertThat(schemas()).contains("theirs").doesNotContain("tollgate");
  }

  @Test
  void externalServer_passwordByVariable_isUsedAndSchemaDroppedAfterInterrupt() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .environment("TOLLGATE_POSTGRES_USER", PasswordServer.USER)
            .environment("TOLLGATE_POSTGRES_PASSWORD", PasswordServer.PASSWORD)
            .start("LaunchProbe", "-i", "100", "--postgres", server.url())) {
      run.awaitForks(1);
      run.signal("INT");

      assertThat(run.exitCode()).isEqualTo(130);
    }
    assertThat(schemas()).contains("theirs").doesNotContain("tollgate");
  }

  @Test
  void externalServer_wrongPassword_isOneLineWithoutIt() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .start(
                "LaunchProbe",
                "-rff",
                "out.json",
                "--postgres",
                server.url() + "?user=" + PasswordServer.USER + "&password=hush")) {

      assertThat(run.exitCode()).isEqualTo(2);

      assertThat(run.stderr().lines()).hasSize(1);
      assertThat(run.stderr())
          .contains("password authentication failed", server.url())
          .doesNotContain("hush");
    }
    assertThat(schemas()).contains("theirs", "tollgate");
  }

  private java.io.File file(String name) {
    return directory.resolve(name).toFile();
  }

  private static boolean holdsPassword(String text) {
    return text.contains(PasswordServer.PASSWORD) || text.contains(ENCODED);
  }

  /** The server's own files are not ours to judge. */
  private List<Path> filesThatHoldThePassword() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(path -> !path.startsWith(directory.resolve("external")))
          .filter(Files::isRegularFile)
          .filter(ExternalServerIT::fileHoldsPassword)
          .toList();
    }
  }

  private static boolean fileHoldsPassword(Path path) {
    try {
      return holdsPassword(Files.readString(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> schemas() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select nspname from pg_namespace")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}

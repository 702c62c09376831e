package tollgate.benchmarks.launch;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;

/**
 * Benchmarks for tests of the launcher alone. Where the system property {@code probe.trace} names a
 * file, every fork writes a line with its process id and what it found on the servers.
 */
@Requires({Need.POSTGRES, Need.HUB})
@Fork(1)
@Warmup(iterations = 1, time = 50, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 50, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class LaunchProbe {
  @SuppressWarnings("NullAway.Init") // Set by JMH before the first call.
  private Connection connection;

  @Setup
  public void connect() throws SQLException, IOException, InterruptedException {
    connection = Backends.postgres().connect();
    HttpResponse<String> health =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(Backends.hub().http("/health")).build(),
                HttpResponse.BodyHandlers.ofString());
    trace(ProcessHandle.current().pid() + " " + serverStart() + " " + health.body());
  }

  private String serverStart() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select extract(epoch from pg_postmaster_start_time()) || ' '"
                    + " || current_setting('fsync') || ' '"
                    + " || current_setting('synchronous_commit')")) {
      row.next();
      return row.getString(1);
    }
  }

  private static void trace(String line) throws IOException {
    String file = System.getProperty("probe.trace");
    if (file != null) {
      Files.writeString(
          Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  @TearDown
  public void disconnect() throws SQLException {
    connection.close();
  }

  @Benchmark
  public int select() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select 1")) {
      row.next();
      return row.getInt(1);
    }
  }
}

package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.domain.Schema;

/** What warms the platform up uses it in earnest, and leaves nothing of it. */
@Tag("alone")
class PlatformWarmUpIT {
  private static final String STATES =
      "select md5(string_agg(agent_id || ' ' || version || ' ' || state, ',' order by agent_id))"
          + " from tollgate.agent_state";
  private static final String LEFT =
      "select (select count(*) from tollgate.platform_conversations)"
          + " + (select count(*) from tollgate.platform_messages)"
          + " + (select count(*) from tollgate.checkpoints)";

  @Test
  void run_forAMoment_usesThePlatformAndRestoresItsData() throws Exception {
    PostgresAddress database = Backends.postgres();
    try (PlatformProcess platform = PlatformProcess.start(database);
        Connection connection = database.connect()) {
      Schema.reset(connection);
      String states = text(connection, STATES);
      try (Statement statement = connection.createStatement()) {
        statement.execute("delete from tollgate.platform_sessions");
      }

      PlatformWarmUp.run(platform.address(), database, Duration.ofSeconds(3));

      assertThat(text(connection, "select count(*) from tollgate.platform_sessions"))
          .isNotEqualTo("0");
      assertThat(text(connection, STATES)).isEqualTo(states);
      assertThat(text(connection, LEFT)).isEqualTo("0");
      assertThat(get(platform.address().http("/usage?settled=false")))
          .contains("\"threads\":", "\"databaseConnections\":16");
    }
  }

  @Test
  void run_platformThatIsGone_saysSo() {
    PostgresAddress database = Backends.postgres();
    PlatformAddress nobody = PlatformAddress.local(1);

    assertThatThrownBy(() -> PlatformWarmUp.run(nobody, database, Duration.ofMillis(100)))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("the platform cannot be warmed up: ");
  }

  private static String get(URI url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}

package tollgate.benchmarks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.backend.Backends;

@Tag("same-on-every-jdk")
class SchemaIT {
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = Backends.postgres().connect();
    Schema.drop(connection);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void create_onAnEmptyDatabase_seedsWhatTheSizeSays() throws SQLException {
    DataSize size = new DataSize(100);
    Schema.create(connection, size);
    assertThat(Schema.present(connection)).contains(size);
    assertThat(number("select count(*) from tollgate.agents")).isEqualTo(size.agents());
    assertThat(number("select count(*) from tollgate.nodes")).isEqualTo(size.nodes());
    assertThat(number("select count(*) from tollgate.edges"))
        .isEqualTo((long) size.nodes() * DataSize.EDGES_PER_NODE);
    assertThat(
            number(
                "select count(*) from tollgate.nodes where search @@ to_tsquery('english', '"
                    + Generated.topicWord(17)
                    + "')"))
        .isEqualTo(3);
  }

  @Test
  void create_whereItFits_keepsWhatIsThere() throws SQLException {
    Schema.create(connection, new DataSize(100));
    execute("delete from tollgate.messages");
    Schema.create(connection, new DataSize(100));
    assertThat(number("select count(*) from tollgate.messages")).isZero();
    Schema.create(connection, new DataSize(200));
    assertThat(number("select count(*) from tollgate.agents")).isEqualTo(200);
  }

  @Test
  void reset_afterWrites_restoresTheSeededRows() throws SQLException {
    Schema.create(connection, new DataSize(100));
    execute("update tollgate.agent_state set version = 99");
    execute("delete from tollgate.messages where id < 50");
    execute(
        "insert into tollgate.messages (sender_id, recipient_id, kind, body) values (1, 2, 'chat', 'x')");
    Schema.reset(connection);
    assertThat(number("select max(version) from tollgate.agent_state")).isEqualTo(1);
    assertThat(number("select count(*) from tollgate.messages")).isEqualTo(500);
    execute(
        "insert into tollgate.messages (sender_id, recipient_id, kind, body) values (1, 2, 'chat', 'x')");
    assertThat(number("select max(id) from tollgate.messages")).isEqualTo(501);
  }

  @Test
  void drop_ofASchemaThatIsNotOurs_isRefused() throws SQLException {
    execute("create schema tollgate");
    try {
      assertThatThrownBy(() -> Schema.drop(connection)).hasMessageContaining("did not make");
      assertThatThrownBy(() -> Schema.create(connection)).hasMessageContaining("did not make");
    } finally {
      execute("drop schema tollgate");
    }
  }

  @Test
  void constraints_onSeededRows_hold() throws SQLException {
    Schema.create(connection, new DataSize(100));
    assertThatThrownBy(
            () -> execute("update tollgate.accounts set credits = -1 where agent_id = 1"))
        .hasMessageContaining("accounts_credits_check");
    assertThatThrownBy(() -> execute("delete from tollgate.agents where id = 1"))
        .hasMessageContaining("foreign key");
  }
}

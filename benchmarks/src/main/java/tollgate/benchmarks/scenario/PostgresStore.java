package tollgate.benchmarks.scenario;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import tollgate.benchmarks.backend.PostgresAddress;
import tollgate.benchmarks.domain.Schema;
import tollgate.benchmarks.measure.Pools;

/** Values in PostgreSQL, a row each in a table of their own, through HikariCP. */
final class PostgresStore implements Store {
  private static final String READ = "select number, text from tollgate.stored_values where id = ?";

  private final PostgresAddress address;
  private final HikariDataSource pool;

  private PostgresStore(PostgresAddress address, HikariDataSource pool) {
    this.address = address;
    this.pool = pool;
  }

  /**
   * Makes the table and opens a pool in full.
   *
   * @param connections in the pool
   * @param borrowMillis how long to wait for one, at least 250
   */
  static PostgresStore open(PostgresAddress address, int connections, int borrowMillis)
      throws SQLException {
    try (Connection connection = address.connect()) {
      Schema.create(connection);
      execute(connection, "drop table if exists tollgate.stored_values");
      execute(
          connection,
          "create table tollgate.stored_values ("
              + "id int primary key, number bigint not null, text text not null)");
    }
    HikariConfig config = Pools.at(Pools.fixed(connections), address, new Properties());
    config.setConnectionTimeout(borrowMillis);
    return new PostgresStore(address, Pools.open(config));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public Session borrow() throws CallFailed {
    try {
      return new Borrowed(pool.getConnection());
    } catch (SQLTransientConnectionException e) {
      throw new CallFailed(Failure.OVERLOADED, 0, "no connection to PostgreSQL became free");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static CallFailed failed(SQLException e) {
    boolean way = e.getSQLState() != null && e.getSQLState().startsWith("08");
    return new CallFailed(
        way ? Failure.CONNECTION : Failure.BROKEN, 0, "PostgreSQL: " + e.getMessage());
  }

  private static Value read(Connection connection, int user) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setInt(1, user);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? new Value(rows.getLong(1), rows.getString(2)) : Value.NONE;
      }
    }
  }

  /**
   * What is borrowed.
   *
   * @param connection of the pool
   */
  private record Borrowed(Connection connection) implements Session {
    @Override
    public void write(int user, Value value) throws CallFailed {
      try (PreparedStatement statement =
          connection.prepareStatement(
              """
              insert into tollgate.stored_values as stored (id, number, text) values (?, ?, ?)
              on conflict (id) do update set number = excluded.number, text = excluded.text
              where stored.number < excluded.number""")) {
        statement.setInt(1, user);
        statement.setLong(2, value.number());
        statement.setString(3, value.text());
        statement.executeUpdate();
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    @Override
    public Value read(int user) throws CallFailed {
      try {
        return PostgresStore.read(connection, user);
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        // The pool throws such a connection away, which is what was asked for.
      }
    }
  }

  @Override
  public int lent() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  @Override
  public int connections() {
    return pool.getHikariPoolMXBean().getTotalConnections();
  }

  @Override
  public List<Value> stored(int users) throws SQLException {
    List<Value> values = new ArrayList<>();
    try (Connection connection = address.connect()) {
      for (int user = 0; user < users; user++) {
        values.add(read(connection, user));
      }
    }
    return values;
  }

  @Override
  public void close() throws SQLException {
    pool.close();
    try (Connection connection = address.connect()) {
      execute(connection, "drop table tollgate.stored_values");
    }
  }
}

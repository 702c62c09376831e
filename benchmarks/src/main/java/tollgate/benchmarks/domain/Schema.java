package tollgate.benchmarks.domain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The schema {@code tollgate} of a database: created, reset and dropped by one call each. Nothing
 * outside it is touched, and a schema of that name that Tollgate did not make is left alone.
 */
public final class Schema {
  /** Of tables, indexes and generated rows together; another version on the server is replaced. */
  static final int VERSION = 1;

  /** Held while the schema changes, so that two runs on one server do not build it at once. */
  private static final long LOCK = 0x746f6c6c67617465L;

  private static final String WRITABLE =
      "tollgate.messages, tollgate.tasks, tollgate.agent_state, tollgate.checkpoints,"
          + " tollgate.accounts, tollgate.leases";

  private Schema() {}

  /**
   * Makes sure that the schema exists with the default amount of seeded data.
   *
   * @param connection in auto-commit mode
   * @throws SQLException when the server refuses, or the schema is not ours
   */
  public static void create(Connection connection) throws SQLException {
    create(connection, DataSize.DEFAULT);
  }

  /**
   * Makes sure that the schema exists with this amount of seeded data; what is there already and
   * fits is kept as it is, which makes the call cheap in every fork but the first.
   *
   * @param connection in auto-commit mode
   * @param size amount of data
   * @throws SQLException when the server refuses, or the schema is not ours
   */
  public static void create(Connection connection, DataSize size) throws SQLException {
    if (present(connection).equals(Optional.of(size))) {
      return;
    }
    locked(
        connection,
        () -> {
          if (!present(connection).equals(Optional.of(size))) {
            dropOurs(connection);
            build(connection, size);
          }
        });
  }

  /**
   * Restores the seeded rows of all tables that benchmarks write to.
   *
   * @param connection in auto-commit mode
   * @throws SQLException when the server refuses, or there is no schema of ours
   */
  public static void reset(Connection connection) throws SQLException {
    locked(
        connection,
        () -> {
          DataSize size =
              present(connection)
                  .orElseThrow(() -> new SQLException("there is no schema tollgate to reset"));
          inTransaction(
              connection,
              () -> {
                execute(connection, "truncate " + WRITABLE + " restart identity");
                seedWritable(connection, size);
              });
          execute(connection, "vacuum (analyze) " + WRITABLE);
        });
  }

  /**
   * Removes the schema and all in it; does nothing when there is none.
   *
   * @param connection in auto-commit mode
   * @throws SQLException when the server refuses, or the schema is not ours
   */
  public static void drop(Connection connection) throws SQLException {
    locked(connection, () -> dropOurs(connection));
  }

  /**
   * What the schema holds.
   *
   * @param connection to the database
   * @return empty when there is no schema of ours, or one of another version or half made
   * @throws SQLException when the server refuses
   */
  public static Optional<DataSize> present(Connection connection) throws SQLException {
    if (!exists(connection, "tollgate.marker")) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select agents from tollgate.marker where version = " + VERSION)) {
      return rows.next() ? Optional.of(new DataSize(rows.getInt(1))) : Optional.empty();
    }
  }

  private static void build(Connection connection, DataSize size) throws SQLException {
    inTransaction(
        connection,
        () -> {
          execute(connection, resource("schema.sql"));
          Seeder seeder = new Seeder(connection, size);
          seeder.seedReadOnly();
          seedWritable(connection, size);
          execute(connection, resource("indexes.sql"));
          execute(
              connection,
              "insert into tollgate.marker values (" + VERSION + ", " + size.agents() + ")");
        });
    execute(
        connection,
        "vacuum (analyze) tollgate.agents, tollgate.coalitions, tollgate.members,"
            + " tollgate.nodes, tollgate.edges, "
            + WRITABLE);
  }

  private static void seedWritable(Connection connection, DataSize size) throws SQLException {
    new Seeder(connection, size).seedWritable();
    execute(
        connection,
        "select setval(pg_get_serial_sequence('tollgate.messages', 'id'), max(id)) from"
            + " tollgate.messages;"
            + " select setval(pg_get_serial_sequence('tollgate.tasks', 'id'), max(id)) from"
            + " tollgate.tasks");
  }

  private static void dropOurs(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select to_regnamespace('tollgate') is null")) {
      rows.next();
      if (rows.getBoolean(1)) {
        return;
      }
    }
    if (!exists(connection, "tollgate.marker")) {
      throw new SQLException(
          "the database has a schema 'tollgate' that Tollgate did not make: rename it, or use"
              + " another database");
    }
    execute(connection, "drop schema tollgate cascade");
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select to_regclass('" + table + "') is not null")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws SQLException;
  }

  private static void locked(Connection connection, Work work) throws SQLException {
    execute(connection, "select pg_advisory_lock(" + LOCK + ")");
    try {
      work.run();
    } finally {
      execute(connection, "select pg_advisory_unlock(" + LOCK + ")");
    }
  }

  private static void inTransaction(Connection connection, Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}

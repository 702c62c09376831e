package tollgate.benchmarks.query;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Control;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PostgresAddress;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.domain.DataSize;
import tollgate.benchmarks.domain.Schema;
import tollgate.benchmarks.measure.PoolWaits;
import tollgate.benchmarks.measure.Pools;

/**
 * The seeded schema of one trial and the pool through which its threads reach it.
 *
 * <p>A borrower and a statement may wait for up to 30 s, longer than an iteration ({@link Pools}
 * says why). After that the run fails.
 */
final class Database implements AutoCloseable {
  /** Tells messages that benchmarks write from the seeded ones. */
  static final String BENCHMARK_BODY = "written by a benchmark";

  static final String INSERT_MESSAGE =
      "insert into tollgate.messages (sender_id, recipient_id, kind, body)"
          + " values (?, ?, 'chat', '"
          + BENCHMARK_BODY
          + "')";

  private final PostgresAddress address;
  private final DataSize size;
  private final PoolWaits waits = new PoolWaits();
  private final Properties driver;
  private final @Nullable HikariDataSource pool;

  private Database(PostgresAddress address, DataSize size, int poolSize, Properties driver) {
    this.address = address;
    this.size = size;
    this.driver = driver;
    this.pool =
        poolSize == 0
            ? null
            : Pools.open(Pools.at(Pools.watched(poolSize, waits), address, driver));
    if (pool != null) {
      waits.of(pool);
    }
  }

  /** For benchmarks that write nothing. */
  static Database forReading(int agents, int poolSize, Properties driver) throws SQLException {
    PostgresAddress address = Backends.postgres();
    DataSize size = new DataSize(agents);
    try (Connection connection = address.connect()) {
      Schema.create(connection, size);
    }
    return new Database(address, size, poolSize, driver);
  }

  /** For benchmarks that write: they start from the seeded rows, whoever wrote before. */
  static Database forWriting(int agents, int poolSize, Properties driver) throws SQLException {
    PostgresAddress address = Backends.postgres();
    DataSize size = new DataSize(agents);
    try (Connection connection = address.connect()) {
      Schema.create(connection, size);
      Schema.reset(connection);
    }
    return new Database(address, size, poolSize, driver);
  }

  DataSize size() {
    return size;
  }

  /** A connection from the pool; the wait for it is recorded while {@code control} measures. */
  Connection borrow(Control control) throws SQLException {
    waits.within(control);
    return Objects.requireNonNull(pool, "a pool of size 0 lends nothing").getConnection();
  }

  /** A connection from the pool that a thread keeps; no wait is recorded. */
  Connection connectPooled() throws SQLException {
    waits.outside();
    return Objects.requireNonNull(pool, "a pool of size 0 lends nothing").getConnection();
  }

  /** A connection of its own, with the trial's driver properties. */
  Connection connect() throws SQLException {
    Properties properties = address.properties();
    properties.setProperty("socketTimeout", "30");
    properties.putAll(driver);
    return DriverManager.getConnection(address.url(), properties);
  }

  /** Properties under which pgjdbc prepares each statement on the server at its first use. */
  static Properties prepared() {
    Properties driver = new Properties();
    driver.setProperty("prepareThreshold", "1");
    return driver;
  }

  /** Runs statements in auto-commit mode on a connection of its own. */
  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The single number a query returns. */
  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Every message written must be there; then they go, and their dead rows with them. */
  void verifyAndRemoveMessages(long expected) throws SQLException {
    String written = " from tollgate.messages where body = '" + BENCHMARK_BODY + "'";
    Check.equal("messages.written", expected, number("select count(*)" + written));
    execute("delete" + written, "vacuum tollgate.messages");
  }

  /**
   * Lets the server's statistics of tables tell all that the pool's connections did; nobody may
   * have borrowed one. By itself a server process tells once a second at most. Before PostgreSQL 15
   * it cannot be told to.
   */
  void flushStatistics() throws SQLException {
    if (number("select count(*) from pg_proc where proname = 'pg_stat_force_next_flush'") == 0) {
      return;
    }
    int size = Objects.requireNonNull(pool, "there is no pool").getMaximumPoolSize();
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < size; i++) {
        Connection connection = connectPooled();
        all.add(connection);
        try (Statement statement = connection.createStatement()) {
          statement.execute("select pg_stat_force_next_flush()");
        }
      }
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
  }

  /** Restores what a writing benchmark changed. */
  void reset() throws SQLException {
    try (Connection connection = connect()) {
      Schema.reset(connection);
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}

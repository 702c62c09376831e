package tollgate.benchmarks.backend.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import tollgate.benchmarks.domain.Schema;

/** The platform's bounded pool of connections, and its tables. */
final class Database implements AutoCloseable {
  /** More would queue for two cores inside PostgreSQL instead of here, where it can be refused. */
  private static final int CONNECTIONS = 16;

  private static final int BORROW_MILLIS = 1_000;

  private final HikariDataSource pool;

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Opens the pool in full and creates what is missing. */
  static Database open(String url, String user, String password) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("platform");
    config.setJdbcUrl(url);
    config.setUsername(user);
    if (!password.isEmpty()) {
      config.setPassword(password);
    }
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(CONNECTIONS);
    config.setConnectionTimeout(BORROW_MILLIS);
    config.setValidationTimeout(500);
    // No query takes longer: a server that does not answer by then is gone.
    config.addDataSourceProperty("socketTimeout", "3");
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("ApplicationName", "tollgate-platform");
    Database database = new Database(new HikariDataSource(config));
    try (Connection connection = database.connection()) {
      if (Schema.present(connection).isEmpty()) {
        Schema.create(connection);
      }
      createTables(connection);
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
    return database;
  }

  /**
   * A connection in auto-commit mode.
   *
   * @throws SQLException when none is free within a second
   */
  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /** Waits until the pool is full: connections that come later would look like leaks. */
  void fill() throws InterruptedException {
    for (int looks = 0; looks < 500; looks++) {
      if (pool.getHikariPoolMXBean().getTotalConnections() >= CONNECTIONS) {
        return;
      }
      Thread.sleep(10);
    }
  }

  /** Connections in the pool, lent or idle. */
  int connections() {
    return pool.getHikariPoolMXBean().getTotalConnections();
  }

  /** Requests that wait for a connection now. */
  int waiting() {
    return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  static void createTables(Connection connection) throws SQLException {
    try (InputStream in =
            Objects.requireNonNull(Database.class.getResourceAsStream("platform.sql"));
        Statement statement = connection.createStatement()) {
      statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}

package tollgate.probe.ledger;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at random moments at what the backends of the measured database do: the server's side of
 * the time that the ledger books as database socket.
 *
 * <p>The server is the one of the invocation: the file named by the property {@code
 * tollgate.rendezvous} holds {@code postgres.url}, {@code postgres.user} and {@code
 * postgres.password}. Without it there is no database side.
 */
final class DatabaseSampler implements AutoCloseable {

  private static final String PROPERTY = "tollgate.rendezvous";
  private static final String URL_PREFIX = "jdbc:postgresql:";
  private static final long MEAN_GAP_NANOS = 10_000_000;
  private static final long SEED = 17;
  private static final String QUERY =
      "select coalesce(state, ''), coalesce(wait_event_type, ''), coalesce(wait_event, ''), count(*)"
          + " from pg_stat_activity where backend_type = 'client backend'"
          + " and datname = current_database() and pid <> pg_backend_pid() group by 1, 2, 3";

  private final Connection connection;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private volatile boolean running;
  private @Nullable Thread thread;
  private final EnumMap<ServerWait, Long> counts = new EnumMap<>(ServerWait.class);
  private long samples;

  private DatabaseSampler(Connection connection) {
    this.connection = connection;
  }

  /** Connects to the invocation's PostgreSQL; empty when there is none, or it refuses. */
  static Optional<DatabaseSampler> open() {
    String file = System.getProperty(PROPERTY);
    if (file == null || !Files.exists(Path.of(file))) {
      return Optional.empty();
    }
    Properties address = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      address.load(reader);
      String url = address.getProperty("postgres.url", "");
      if (!url.startsWith(URL_PREFIX)) {
        return Optional.empty();
      }
      Properties login = new Properties();
      login.setProperty("user", address.getProperty("postgres.user", ""));
      login.setProperty("password", address.getProperty("postgres.password", ""));
      login.setProperty("ApplicationName", "tollgate-ledger");
      return Optional.of(new DatabaseSampler(DriverManager.getConnection(url, login)));
    } catch (SQLException e) {
      // The message can hold the URL, and a URL can hold a password.
      System.err.println("no database side of the ledger: SQL state " + e.getSQLState());
      return Optional.empty();
    } catch (IOException e) {
      System.err.println("no database side of the ledger: its address cannot be read");
      return Optional.empty();
    }
  }

  /** Begins to look. */
  void start() {
    counts.clear();
    samples = 0;
    running = true;
    Thread next = new Thread(this::run, "tollgate-database-sampler");
    next.setDaemon(true);
    next.start();
    thread = next;
  }

  /**
   * Ends it.
   *
   * @return how many backends did what, on average; empty when no look succeeded
   */
  Map<ServerWait, Double> stop() throws InterruptedException {
    running = false;
    Thread current = thread;
    if (current != null) {
      LockSupport.unpark(current);
      current.join();
    }
    Map<ServerWait, Double> means = new EnumMap<>(ServerWait.class);
    if (samples > 0) {
      for (ServerWait wait : ServerWait.values()) {
        means.put(wait, (double) counts.getOrDefault(wait, 0L) / samples);
      }
    }
    return means;
  }

  private void run() {
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      while (running) {
        LockSupport.parkNanos((long) (-Math.log(1 - random.nextDouble()) * MEAN_GAP_NANOS));
        if (running) {
          look(query);
        }
      }
    } catch (SQLException e) {
      System.err.println("the database side of the ledger ended: SQL state " + e.getSQLState());
    }
  }

  private void look(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        ServerWait wait = ServerWait.of(rows.getString(1), rows.getString(2), rows.getString(3));
        counts.merge(wait, rows.getLong(4), Long::sum);
      }
      samples++;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing is lost with it.
    }
  }
}

package tollgate.benchmarks.backend;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * Notices a server's death at once and for free: one idle connection waits for notifications that
 * nobody sends, and the wait ends when the server goes. Works for a server on another machine too.
 */
final class PostgresWatch implements AutoCloseable {
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_MILLIS = 250;

  private final PostgresAddress address;
  private final Consumer<String> onDeath;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Connection connection;

  PostgresWatch(PostgresAddress address, Consumer<String> onDeath) throws SQLException {
    this.address = address;
    this.onDeath = onDeath;
    this.connection = address.connect();
    this.thread = new Thread(this::watch, "tollgate-postgres-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!closed) {
      try {
        connection.unwrap(PGConnection.class).getNotifications(0);
      } catch (SQLException e) {
        if (!closed && !reconnected()) {
          onDeath.accept(Lines.of(e));
          return;
        }
      }
    }
  }

  /**
   * A server may end an idle session, or restart after a crash: only one that stays away is dead.
   */
  private boolean reconnected() {
    for (int attempt = 0; attempt < ATTEMPTS && !closed; attempt++) {
      try {
        connection = address.connect();
        if (closed) {
          connection.close();
        }
        return true;
      } catch (SQLException e) {
        if (attempt > 1 && !isStarting(e)) {
          return closed;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return true;
      }
    }
    return closed;
  }

  /** SQL state {@code cannot_connect_now}: starting up, shutting down or recovering. */
  private static boolean isStarting(SQLException e) {
    return "57P03".equals(e.getSQLState());
  }

  @Override
  public void close() {
    closed = true;
    try {
      // abort closes the socket under the waiting thread; close would wait for that thread.
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // Nothing is lost: the server or the JVM ends next.
    }
    thread.interrupt();
  }
}

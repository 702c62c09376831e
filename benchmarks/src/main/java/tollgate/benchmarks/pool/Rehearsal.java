package tollgate.benchmarks.pool;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import tollgate.benchmarks.domain.Check;

/**
 * Lets a pool's code be compiled while one thread runs it. With 50 threads that never wait on two
 * cores the compiler gets one turn in 25, and forks were measured at a quarter of their speed for
 * seconds on end.
 */
final class Rehearsal {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private Rehearsal() {}

  /** Borrows and returns for half a second. */
  static void of(HikariDataSource pool) throws SQLException {
    long end = System.nanoTime() + NANOS;
    while (System.nanoTime() < end) {
      try (Connection connection = pool.getConnection()) {
        Check.that("pool.open", !connection.isClosed(), "a borrowed connection is closed");
      }
    }
  }
}

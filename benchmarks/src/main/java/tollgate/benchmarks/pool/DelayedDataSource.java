package tollgate.benchmarks.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import tollgate.benchmarks.backend.PostgresAddress;
import tollgate.benchmarks.measure.Work;

/** Connections to the server, each after a delay, as if it were far away. */
final class DelayedDataSource extends PlainDataSource {
  private final PostgresAddress address;
  private final long delayMillis;

  DelayedDataSource(PostgresAddress address, long delayMillis) {
    this.address = address;
    this.delayMillis = delayMillis;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Work.pause(TimeUnit.MILLISECONDS.toNanos(delayMillis));
    return address.connect();
  }
}

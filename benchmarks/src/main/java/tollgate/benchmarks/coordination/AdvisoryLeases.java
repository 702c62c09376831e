package tollgate.benchmarks.coordination;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PostgresAddress;
import tollgate.benchmarks.domain.Check;

/** Leases as PostgreSQL's advisory locks of a session: nothing is written. */
final class AdvisoryLeases implements Leases {
  /** First half of the lock's key, so that we meet no other user of advisory locks. */
  private static final int SPACE = 0x746f6c6c;

  private final PostgresAddress address = Backends.postgres();
  private final int resources;

  AdvisoryLeases(int resources) {
    this.resources = resources;
  }

  @Override
  public int resources() {
    return resources;
  }

  @Override
  public Client open(long agent) throws SQLException {
    return new AdvisoryClient(address.connect());
  }

  @Override
  public long recordedGrants() {
    return -1;
  }

  @Override
  public void close() {}

  private static final class AdvisoryClient implements Client {
    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement unlock;

    AdvisoryClient(Connection connection) throws SQLException {
      this.connection = connection;
      try (Statement statement = connection.createStatement()) {
        statement.execute("set lock_timeout = '10s'");
      }
      lock = connection.prepareStatement("select pg_advisory_lock(" + SPACE + ", ?)");
      unlock = connection.prepareStatement("select pg_advisory_unlock(" + SPACE + ", ?)");
    }

    @Override
    public void acquire(int resource) throws SQLException {
      lock.setInt(1, resource);
      lock.executeQuery().close();
    }

    @Override
    public void release(int resource) throws SQLException {
      unlock.setInt(1, resource);
      try (ResultSet rows = unlock.executeQuery()) {
        rows.next();
        Check.that("lease.held", rows.getBoolean(1), "the lock was not ours to release");
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

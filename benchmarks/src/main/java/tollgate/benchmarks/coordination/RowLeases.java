package tollgate.benchmarks.coordination;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PostgresAddress;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.domain.Schema;

/** Leases as row locks, held by a transaction that records holder and grant durably. */
final class RowLeases implements Leases {
  private final PostgresAddress address = Backends.postgres();
  private final int resources;

  RowLeases(int resources) throws SQLException {
    this.resources = resources;
    try (Connection connection = address.connect()) {
      Schema.create(connection);
      Schema.reset(connection);
    }
  }

  @Override
  public int resources() {
    return resources;
  }

  @Override
  public Client open(long agent) throws SQLException {
    return new RowClient(address.connect(), agent);
  }

  @Override
  public long recordedGrants() throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select sum(grants) from tollgate.leases")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    try (Connection connection = address.connect()) {
      Schema.reset(connection);
    }
  }

  private static final class RowClient implements Client {
    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement record;
    private final long agent;

    RowClient(Connection connection, long agent) throws SQLException {
      this.connection = connection;
      this.agent = agent;
      try (Statement statement = connection.createStatement()) {
        statement.execute("set lock_timeout = '10s'");
      }
      connection.setAutoCommit(false);
      lock =
          connection.prepareStatement(
              "select grants from tollgate.leases where resource_id = ? for update");
      record =
          connection.prepareStatement(
              "update tollgate.leases set grants = grants + 1, holder_id = ? where resource_id = ?");
    }

    @Override
    public void acquire(int resource) throws SQLException {
      lock.setLong(1, resource + 1L);
      try (ResultSet rows = lock.executeQuery()) {
        boolean granted = rows.next();
        Check.that("lease.granted", granted, granted ? "" : "there is no resource " + resource);
      }
    }

    @Override
    public void release(int resource) throws SQLException {
      record.setLong(1, agent);
      record.setLong(2, resource + 1L);
      Check.equal("lease.recorded", 1, record.executeUpdate());
      connection.commit();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

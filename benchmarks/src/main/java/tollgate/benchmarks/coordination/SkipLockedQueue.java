package tollgate.benchmarks.coordination;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PostgresAddress;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.domain.Schema;

/** A table of tasks that agents claim with {@code for update skip locked}. */
final class SkipLockedQueue implements TaskQueue {
  private static final String PUT =
      "insert into tollgate.tasks (queue, payload) values ('coordination', to_jsonb(?::bigint))";
  private static final String CLAIM =
      """
      update tollgate.tasks set status = 'claimed', claimed_by = ?, attempts = attempts + 1
      where id = (
        select id from tollgate.tasks
        where queue = 'coordination' and status = 'ready'
        order by priority desc, id
        limit 1
        for update skip locked)
      returning id, payload::bigint, attempts""";
  private static final String COMPLETE =
      """
      update tollgate.tasks set status = 'done', done_at = now()
      where id = ? and status = 'claimed' and claimed_by = ?""";

  private final PostgresAddress address = Backends.postgres();

  SkipLockedQueue() throws SQLException {
    try (Connection connection = address.connect()) {
      Schema.create(connection);
      Schema.reset(connection);
    }
  }

  @Override
  public Client open(int agent) throws SQLException {
    return new SkipLockedClient(connect(), agent);
  }

  /** A connection for one agent. */
  Connection connect() throws SQLException {
    return address.connect();
  }

  @Override
  public void tidy() throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "delete from tollgate.tasks where queue = 'coordination' and status = 'done'");
      statement.execute("vacuum tollgate.tasks");
    }
  }

  @Override
  public Iterable<Long> remaining() throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select payload::bigint from tollgate.tasks"
                    + " where queue = 'coordination' and status <> 'done'")) {
      List<Long> tasks = new ArrayList<>();
      while (rows.next()) {
        tasks.add(rows.getLong(1));
      }
      return tasks;
    }
  }

  @Override
  public void close() throws SQLException {
    try (Connection connection = address.connect()) {
      Schema.reset(connection);
    }
  }

  /** One agent, with a connection that it closes in the end. */
  static final class SkipLockedClient implements Client {
    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement claim;
    private final PreparedStatement complete;
    private final int agent;
    private long claimedId;

    SkipLockedClient(Connection connection, int agent) throws SQLException {
      this.connection = connection;
      this.agent = agent;
      put = connection.prepareStatement(PUT);
      claim = connection.prepareStatement(CLAIM);
      complete = connection.prepareStatement(COMPLETE);
    }

    @Override
    public void put(long task) throws SQLException {
      put.setLong(1, task);
      Check.equal("queue.put", 1, put.executeUpdate());
    }

    @Override
    public @Nullable Long claim() throws SQLException {
      claim.setLong(1, agent);
      try (ResultSet rows = claim.executeQuery()) {
        if (!rows.next()) {
          return null;
        }
        claimedId = rows.getLong(1);
        Check.equal("queue.attempts", 1, rows.getLong(3));
        return rows.getLong(2);
      }
    }

    @Override
    public void complete(long task) throws SQLException {
      complete.setLong(1, claimedId);
      complete.setLong(2, agent);
      Check.equal("queue.completed", 1, complete.executeUpdate());
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}

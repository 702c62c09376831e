package tollgate.benchmarks.coordination;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import tollgate.benchmarks.domain.Check;

/**
 * The same table, with agents that are told of new tasks: every one is notified of every task, and
 * one that finds none waits for such a notification instead of asking again.
 *
 * <p>An agent listens on the connection that it works with. On another one it would have to read
 * all the time, or its notifications would fill the server's buffers.
 */
final class NotifyQueue implements TaskQueue {
  private static final String CHANNEL = "tollgate_queue";
  private static final int WAIT_MILLIS = 250;

  /** One transaction: whoever is notified sees the task. */
  private static final String PUT =
      """
      with task as (
        insert into tollgate.tasks (queue, payload)
        values ('coordination', to_jsonb(?::bigint)) returning id)
      select pg_notify('tollgate_queue', '') from task""";

  private final SkipLockedQueue table;

  NotifyQueue() throws SQLException {
    table = new SkipLockedQueue();
  }

  @Override
  public Client open(int agent) throws SQLException {
    Connection connection = table.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
    }
    return new NotifiedClient(connection, agent);
  }

  @Override
  public void tidy() throws SQLException {
    table.tidy();
  }

  @Override
  public Iterable<Long> remaining() throws SQLException {
    return table.remaining();
  }

  @Override
  public void close() throws SQLException {
    table.close();
  }

  private static final class NotifiedClient implements Client {
    private final SkipLockedQueue.SkipLockedClient rows;
    private final PGConnection notified;
    private final PreparedStatement put;

    NotifiedClient(Connection connection, int agent) throws SQLException {
      rows = new SkipLockedQueue.SkipLockedClient(connection, agent);
      notified = connection.unwrap(PGConnection.class);
      put = connection.prepareStatement(PUT);
    }

    @Override
    public void put(long task) throws SQLException {
      put.setLong(1, task);
      try (ResultSet sent = put.executeQuery()) {
        Check.that("queue.put", sent.next(), "nobody was notified");
      }
    }

    @Override
    public @Nullable Long claim() throws SQLException {
      // Those of tasks that the claim below sees anyway.
      notified.getNotifications();
      Long task = rows.claim();
      if (task == null) {
        notified.getNotifications(WAIT_MILLIS);
        task = rows.claim();
      }
      return task;
    }

    @Override
    public void complete(long task) throws SQLException {
      rows.complete(task);
    }

    @Override
    public void close() throws SQLException {
      rows.close();
    }
  }
}

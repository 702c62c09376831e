package tollgate.benchmarks.scenario;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tollgate.benchmarks.domain.Check;

/**
 * Starts and stops of conversations that the platform has acknowledged, and those it may have
 * granted without an answer that arrived.
 */
final class ConversationLedger {
  private final Set<Long> started = ConcurrentHashMap.newKeySet();
  private final Set<Long> stopped = ConcurrentHashMap.newKeySet();
  private final Set<Long> unsureOfStart = ConcurrentHashMap.newKeySet();
  private final Set<Long> unsureOfStop = ConcurrentHashMap.newKeySet();

  void started(long conversation) {
    started.add(conversation);
  }

  void stopped(long conversation) {
    stopped.add(conversation);
  }

  /** Nobody knows whether this agent's start was granted. */
  void startFailed(long agent) {
    unsureOfStart.add(agent);
  }

  /** Nobody knows whether this conversation was stopped. */
  void stopFailed(long conversation) {
    unsureOfStop.add(conversation);
  }

  /** Whether some conversation may be active through no fault of the platform. */
  boolean isUnsure() {
    return !unsureOfStart.isEmpty() || !unsureOfStop.isEmpty();
  }

  /** Whether this conversation may be active through no fault of the platform. */
  boolean mayBeActive(long agent, long conversation) {
    return unsureOfStop.contains(conversation)
        || (unsureOfStart.contains(agent) && !started.contains(conversation));
  }

  /**
   * Compares with the database.
   *
   * @throws tollgate.benchmarks.domain.WrongAnswer when an acknowledged start or stop is not there
   */
  void verify(Connection connection) throws SQLException {
    Check.equal("ledger.starts", started.size(), stored(connection, started, ""));
    Check.equal(
        "ledger.stops", stopped.size(), stored(connection, stopped, " and stopped_at is not null"));
  }

  private static long stored(Connection connection, Set<Long> ids, String condition)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select count(*) from tollgate.platform_conversations where id = any (?)"
                + condition)) {
      statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}

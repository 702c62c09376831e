package tollgate.benchmarks.scenario;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import tollgate.benchmarks.domain.Check;

/**
 * The ledger of writes that the platform has acknowledged: each must be in the database at the end.
 * A write without an acknowledgement may be there or not; both are right.
 */
final class Acknowledged {
  private final Queue<Long> messages = new ConcurrentLinkedQueue<>();
  private final Map<Long, Long> attempted = new ConcurrentHashMap<>();
  private final Map<Long, Long> states = new ConcurrentHashMap<>();
  private final Map<Checkpoint, Long> checkpoints = new ConcurrentHashMap<>();
  private final ConversationLedger conversations = new ConversationLedger();
  private final LongAdder refusedStarts = new LongAdder();
  private final LongAdder stateWrites = new LongAdder();
  private final LongAdder checkpointWrites = new LongAdder();

  /**
   * What tells checkpoints apart.
   *
   * @param agent whose
   * @param version of its state
   */
  private record Checkpoint(long agent, long version) {}

  /** Of starts and stops. */
  ConversationLedger conversations() {
    return conversations;
  }

  void message(long id) {
    messages.add(id);
  }

  /**
   * The number of the state that an agent saves next. It comes from the clock, in microseconds, so
   * that it grows from run to run: the platform refuses a state that is older than the stored one.
   */
  long nextState(long agent) {
    long now = System.currentTimeMillis() * 1_000;
    return attempted.merge(agent, now, (before, clock) -> Math.max(before + 1, clock));
  }

  void state(long agent, long number) {
    states.merge(agent, number, Math::max);
    stateWrites.increment();
  }

  /** The least number that a reader of the state may see. */
  long lastState(long agent) {
    return states.getOrDefault(agent, 1L);
  }

  /**
   * A checkpoint; a later one of the same version replaces it.
   *
   * @param takenAtMicros when, by the database's clock
   */
  void checkpoint(long agent, long version, long takenAtMicros) {
    checkpoints.merge(new Checkpoint(agent, version), takenAtMicros, Math::max);
    checkpointWrites.increment();
  }

  void refusedStart() {
    refusedStarts.increment();
  }

  /** Starts that a limit refused. */
  long refusedStarts() {
    return refusedStarts.sum();
  }

  /** Whether any agent's state was saved, acknowledged or not. */
  boolean wroteStates() {
    return !attempted.isEmpty();
  }

  /** Writes that were acknowledged and that watchers are told of. */
  long events() {
    return messages.size() + stateWrites.sum();
  }

  /** Messages, states and checkpoints that were acknowledged. */
  long writes() {
    return messages.size() + stateWrites.sum() + checkpointWrites.sum();
  }

  /**
   * Compares with the database.
   *
   * @throws tollgate.benchmarks.domain.WrongAnswer when an acknowledged write is not there
   */
  void verify(Connection connection) throws SQLException {
    conversations.verify(connection);
    Check.equal("ledger.messages", messages.size(), storedMessages(connection));
    for (Map.Entry<Long, Long> entry : states.entrySet()) {
      long stored = storedState(connection, entry.getKey());
      Check.that(
          "ledger.state",
          stored >= entry.getValue(),
          "agent "
              + entry.getKey()
              + "'s state "
              + entry.getValue()
              + " was acknowledged, "
              + stored
              + " is stored");
    }
    Check.equal("ledger.checkpoints", checkpoints.size(), storedCheckpoints(connection));
  }

  private long storedMessages(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select count(*) from tollgate.platform_messages where id = any (?)")) {
      Array ids = connection.createArrayOf("bigint", messages.toArray());
      statement.setArray(1, ids);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static long storedState(Connection connection, long agent) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select (state ->> 'version')::bigint from tollgate.agent_state where agent_id = ?")) {
      statement.setLong(1, agent);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /** One that was taken before the acknowledgement's is an earlier one of the same version. */
  private long storedCheckpoints(Connection connection) throws SQLException {
    List<Long> agents = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    List<Long> micros = new ArrayList<>();
    checkpoints.forEach(
        (checkpoint, takenAtMicros) -> {
          agents.add(checkpoint.agent());
          versions.add(checkpoint.version());
          micros.add(takenAtMicros);
        });
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select count(*) from tollgate.checkpoints c"
                + " join unnest(?::bigint[], ?::bigint[], ?::bigint[]) as a (agent, version, micros)"
                + " on c.agent_id = a.agent and c.version = a.version"
                + " where (extract(epoch from c.taken_at) * 1000000)::bigint >= a.micros")) {
      statement.setArray(1, connection.createArrayOf("bigint", agents.toArray()));
      statement.setArray(2, connection.createArrayOf("bigint", versions.toArray()));
      statement.setArray(3, connection.createArrayOf("bigint", micros.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}

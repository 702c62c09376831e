package tollgate.benchmarks.scenario;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import tollgate.benchmarks.domain.Check;

/**
 * The ledger of writes that the platform has acknowledged: each must be in the database at the end.
 * A write without an acknowledgement may be there or not; both are right.
 *
 * <p>An agent has one state, so a later save would hide that an earlier one is lost. But each save
 * makes the state's version one more: a version that two saves were answered with, or that the
 * state had before any, is that of a save which is gone, and in the end the version has grown by no
 * less than there were acknowledgements. Saves that nobody was answered about make it grow more.
 */
final class Acknowledged {
  private final Map<Long, Long> versionsBefore;
  private final Queue<Long> messages = new ConcurrentLinkedQueue<>();
  private final Map<Long, Long> attempted = new ConcurrentHashMap<>();
  private final Map<Long, Long> states = new ConcurrentHashMap<>();
  private final Set<Version> saves = ConcurrentHashMap.newKeySet();
  private final Map<Version, Long> checkpoints = new ConcurrentHashMap<>();
  private final ConversationLedger conversations = new ConversationLedger();
  private final LongAdder refusedStarts = new LongAdder();
  private final LongAdder checkpointWrites = new LongAdder();

  /**
   * What tells an agent's states apart, and checkpoints of them.
   *
   * @param agent whose
   * @param number of its saves, by the platform's count
   */
  private record Version(long agent, long number) {}

  /**
   * A stored state.
   *
   * @param version of it, by the platform's count
   * @param number that it carries
   */
  private record Stored(long version, long number) {}

  /**
   * Nothing is acknowledged yet.
   *
   * @param versionsBefore that agents' states have; 0 for those that are not named
   */
  Acknowledged(Map<Long, Long> versionsBefore) {
    this.versionsBefore = Map.copyOf(versionsBefore);
  }

  /**
   * Nothing is acknowledged yet, and states are as they are stored now.
   *
   * @param agents how many, from agent 1
   */
  static Acknowledged since(Connection connection, int agents) throws SQLException {
    Map<Long, Long> versions = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select agent_id, version from tollgate.agent_state where agent_id <= ?")) {
      statement.setLong(1, agents);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          versions.put(rows.getLong(1), rows.getLong(2));
        }
      }
    }
    return new Acknowledged(versions);
  }

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

  /**
   * A state was saved.
   *
   * @param number that it carries
   * @param version that the platform says it is
   * @throws tollgate.benchmarks.domain.WrongAnswer when the state had been of that version before:
   *     the save that had made it so was not there any more
   */
  void state(long agent, long number, long version) {
    boolean first = saves.add(new Version(agent, version));
    Check.that(
        "state.version",
        first && version > versionBefore(agent),
        "agent %d's state was of version %d before: an acknowledged save is lost",
        agent,
        version);
    states.merge(agent, number, Math::max);
  }

  private long versionBefore(long agent) {
    return versionsBefore.getOrDefault(agent, 0L);
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
    checkpoints.merge(new Version(agent, version), takenAtMicros, Math::max);
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
    return messages.size() + saves.size();
  }

  /** Messages, states and checkpoints that were acknowledged. */
  long writes() {
    return messages.size() + saves.size() + checkpointWrites.sum();
  }

  /**
   * Compares with the database.
   *
   * @throws tollgate.benchmarks.domain.WrongAnswer when an acknowledged write is not there
   */
  void verify(Connection connection) throws SQLException {
    conversations.verify(connection);
    Check.equal("ledger.messages", messages.size(), storedMessages(connection));
    verifyStates(connection);
    Check.equal("ledger.checkpoints", checkpoints.size(), storedCheckpoints(connection));
  }

  private void verifyStates(Connection connection) throws SQLException {
    Map<Long, LongSummaryStatistics> versions = new HashMap<>();
    for (Version save : saves) {
      LongSummaryStatistics own =
          versions.computeIfAbsent(save.agent(), agent -> new LongSummaryStatistics());
      own.accept(save.number());
    }
    for (Map.Entry<Long, LongSummaryStatistics> each : versions.entrySet()) {
      long agent = each.getKey();
      Stored stored = storedState(connection, agent);
      Check.that(
          "ledger.state",
          stored.number() >= lastState(agent),
          "state %d was acknowledged, %d is stored",
          lastState(agent),
          stored.number());
      long grown = versionBefore(agent) + each.getValue().getCount();
      long least = Math.max(each.getValue().getMax(), grown);
      Check.that(
          "ledger.version",
          stored.version() >= least,
          "a state that must be of version %d or later is of version %d",
          least,
          stored.version());
    }
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

  private static Stored storedState(Connection connection, long agent) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select version, (state ->> 'version')::bigint from tollgate.agent_state"
                + " where agent_id = ?")) {
      statement.setLong(1, agent);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? new Stored(rows.getLong(1), rows.getLong(2)) : new Stored(0, 0);
      }
    }
  }

  /** One that was taken before the acknowledgement's is an earlier one of the same version. */
  private long storedCheckpoints(Connection connection) throws SQLException {
    List<Long> agents = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    List<Long> micros = new ArrayList<>();
    checkpoints.forEach(
        (version, takenAtMicros) -> {
          agents.add(version.agent());
          versions.add(version.number());
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

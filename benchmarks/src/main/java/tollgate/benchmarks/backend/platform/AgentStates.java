package tollgate.benchmarks.backend.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The stored states of agents, and checkpoints of them. */
final class AgentStates {
  private final Database database;
  private final LiveUpdates updates;

  AgentStates(Database database, LiveUpdates updates) {
    this.database = database;
    this.updates = updates;
  }

  /**
   * What was stored.
   *
   * @param version counts an agent's writes: each that is applied makes it one more, which is how
   *     users see that none of them is lost
   */
  record Version(long version) {}

  /**
   * A checkpoint that was stored.
   *
   * @param version of the state
   * @param takenAtMicros when, by the database's clock, in microseconds since 1970
   */
  record Checkpoint(long version, long takenAtMicros) {}

  /**
   * Replaces a state by a newer one, as its own {@code version} says: a write that was held up on
   * its way, and given up by its sender, must not replace what was saved after it.
   */
  Version save(long agent, String state) throws SQLException {
    Version version = new Version(store(agent, state));
    // With no connection in hand: there may be many who listen.
    updates.publish(new LiveUpdates.Event("state", agent, version.version()));
    return version;
  }

  private long store(long agent, String state) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into tollgate.agent_state (agent_id, version, state)
                values (?, 1, ?::jsonb)
                on conflict (agent_id) do update set version = agent_state.version + 1,
                  state = excluded.state, updated_at = now()
                where coalesce((agent_state.state ->> 'version')::bigint, 0)
                  < coalesce((excluded.state ->> 'version')::bigint, 9223372036854775807)
                returning version""")) {
      statement.setLong(1, agent);
      statement.setString(2, state);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw Refusal.conflict("a newer state is stored");
        }
        return row.getLong(1);
      }
    }
  }

  /** The state as JSON text, as it is stored. */
  String load(long agent) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select state from tollgate.agent_state where agent_id = ?")) {
      statement.setLong(1, agent);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw Refusal.notFound("the state of agent " + agent);
        }
        return rows.getString(1);
      }
    }
  }

  /** Keeps a copy of the state as it is now; of the same version the latest is kept. */
  Checkpoint checkpoint(long agent) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into tollgate.checkpoints (agent_id, version, state)
                select agent_id, version, state from tollgate.agent_state where agent_id = ?
                on conflict (agent_id, version) do update
                  set taken_at = greatest(checkpoints.taken_at, excluded.taken_at)
                returning version, (extract(epoch from taken_at) * 1000000)::bigint""")) {
      statement.setLong(1, agent);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw Refusal.notFound("the state of agent " + agent);
        }
        return new Checkpoint(rows.getLong(1), rows.getLong(2));
      }
    }
  }
}

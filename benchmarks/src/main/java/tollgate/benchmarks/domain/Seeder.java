package tollgate.benchmarks.domain;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Fills the tables by COPY, the fastest way into PostgreSQL. */
final class Seeder {
  /** Rows per COPY: bounds memory at a million agents. */
  private static final int CHUNK_CHARS = 4 << 20;

  private static final int STATE_BYTES = 1_000;

  private final CopyManager copy;
  private final DataSize size;
  private final StringBuilder rows = new StringBuilder(CHUNK_CHARS + 4_096);

  Seeder(Connection connection, DataSize size) throws SQLException {
    this.copy = connection.unwrap(PGConnection.class).getCopyAPI();
    this.size = size;
  }

  /** Tables that benchmarks only read. */
  void seedReadOnly() throws SQLException {
    agents();
    coalitions();
    nodes();
    edges();
  }

  /** Tables that benchmarks write to and {@link Schema#reset} restores. */
  void seedWritable() throws SQLException {
    fill(
        "messages (id, sender_id, recipient_id, kind, body, sent_at)",
        size.messages(),
        this::message);
    fill(
        "tasks (id, queue, status, payload, attempts, claimed_by, done_at)",
        size.tasks(),
        this::task);
    fill("agent_state (agent_id, version, state)", size.agents(), this::state);
    fill("accounts (agent_id, credits)", size.agents(), id -> row(id, Generated.CREDITS));
    fill("leases (resource_id)", DataSize.LEASES, this::row);
  }

  private void agents() throws SQLException {
    fill(
        "agents (id, name, role, status, created_at, profile)",
        size.agents(),
        id ->
            row(
                id,
                Generated.agentName(id),
                Generated.agentRole(id),
                Generated.agentStatus(id),
                Generated.time(id),
                Generated.agentProfile(id)));
  }

  /** Every agent is in one coalition; the first in each leads it. */
  private void coalitions() throws SQLException {
    fill(
        "coalitions (id, name, goal, formed_at)",
        size.coalitions(),
        id -> row(id, "coalition-" + id, Generated.sentence(8, id), Generated.time(id)));
    fill(
        "members (coalition_id, agent_id, duty, joined_at)",
        size.agents(),
        id ->
            row(
                (id - 1) % size.coalitions() + 1,
                id,
                id <= size.coalitions() ? "lead" : id % 7 == 0 ? "observer" : "member",
                Generated.time(id)));
  }

  private void nodes() throws SQLException {
    fill(
        "nodes (id, owner_id, kind, label, body, attributes, created_at)",
        size.nodes(),
        id ->
            row(
                id,
                Generated.nodeOwner(id, size),
                Generated.nodeKind(id),
                Generated.nodeLabel(id),
                Generated.nodeBody(id),
                Generated.nodeAttributes(id),
                Generated.time(id)));
  }

  private void edges() throws SQLException {
    fill(
        "edges (source_id, target_id, relation, weight)",
        size.nodes(),
        id -> {
          long[] targets = Generated.edgeTargets(id, size);
          for (int i = 0; i < targets.length; i++) {
            row(id, targets[i], Generated.edgeRelation(id, i), 1.0 / (i + 1));
          }
        });
  }

  private void message(long id) {
    long sender = id % size.agents() + 1;
    long recipient = (id * 7) % size.agents() + 1;
    row(
        id,
        sender,
        recipient,
        Generated.eventKind(id),
        Generated.sentence(9, id),
        Generated.time(id));
  }

  private void task(long id) {
    String payload = "{\"goal\":\"" + Generated.sentence(10, id) + "\"}";
    row(id, "history", "done", payload, 1, id % size.agents() + 1, Generated.time(id));
  }

  private void state(long id) {
    row(id, 1, Generated.state(id, 1, STATE_BYTES));
  }

  /** The generators make neither tabs, nor line ends, nor backslashes: no escaping is needed. */
  private void row(Object... values) {
    for (int i = 0; i < values.length; i++) {
      rows.append(i == 0 ? "" : "\t").append(values[i]);
    }
    rows.append('\n');
  }

  private void fill(String target, long count, LongConsumer generator) throws SQLException {
    for (long id = 1; id <= count; id++) {
      generator.accept(id);
      if (rows.length() >= CHUNK_CHARS) {
        flush(target);
      }
    }
    flush(target);
  }

  private void flush(String target) throws SQLException {
    try {
      copy.copyIn("copy tollgate." + target + " from stdin", new StringReader(rows.toString()));
    } catch (IOException e) {
      throw new SQLException("cannot seed tollgate." + target, e);
    } finally {
      rows.setLength(0);
    }
  }
}

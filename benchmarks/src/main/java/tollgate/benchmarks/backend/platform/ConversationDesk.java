package tollgate.benchmarks.backend.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Conversations under a global limit and one for each user.
 *
 * <p>Both limits are enforced by the database in the transaction that starts the conversation: the
 * rows that count hold a lock until it commits, so no instant sees one too many, whatever dies
 * meanwhile. Starts therefore happen one after another; a commit bounds their rate.
 */
final class ConversationDesk {
  private static final String START =
      """
      with mine as (
        insert into tollgate.platform_active as a (agent_id, active)
        select ?, 1
        on conflict (agent_id) do update set active = a.active + 1
          where a.active < (select user_limit from tollgate.platform_totals)
        returning active),
      every as (
        update tollgate.platform_totals set active = active + 1
        where active < global_limit and exists (select from mine)
        returning active),
      made as (
        insert into tollgate.platform_conversations (agent_id)
        select ? from every
        returning id, agent_id),
      noted as (
        insert into tollgate.platform_events
          (kind, conversation_id, agent_id, active_user, active_total)
        select 'start', made.id, made.agent_id, mine.active, every.active from made, mine, every)
      select (select active from mine), (select id from made)""";

  private static final String STOP =
      """
      with ended as (
        update tollgate.platform_conversations set stopped_at = clock_timestamp()
        where id = ? and agent_id = ? and stopped_at is null
        returning id, agent_id),
      mine as (
        update tollgate.platform_active a set active = a.active - 1
        from ended where a.agent_id = ended.agent_id
        returning a.active),
      every as (
        update tollgate.platform_totals set active = active - 1
        where exists (select from mine)
        returning active),
      noted as (
        insert into tollgate.platform_events
          (kind, conversation_id, agent_id, active_user, active_total)
        select 'stop', ended.id, ended.agent_id, mine.active, every.active
        from ended, mine, every)
      select exists (
        select from tollgate.platform_conversations where id = ? and agent_id = ?)""";

  private final Database database;
  private final GraphQueries graph;
  private final LiveUpdates updates;

  ConversationDesk(Database database, GraphQueries graph, LiveUpdates updates) {
    this.database = database;
    this.graph = graph;
    this.updates = updates;
  }

  /**
   * A conversation.
   *
   * @param id its identifier
   */
  record Conversation(long id) {}

  /**
   * A message that is stored.
   *
   * @param id its identifier
   * @param found nodes that the work on it found; 0 for quick work
   */
  record Stored(long id, int found) {}

  /**
   * How many go on.
   *
   * @param active conversations
   */
  record Active(long active) {}

  Conversation start(long agent) throws SQLException {
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(START)) {
        statement.setLong(1, agent);
        statement.setLong(2, agent);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          long id = row.getLong(2);
          if (!row.wasNull()) {
            connection.commit();
            return new Conversation(id);
          }
          row.getInt(1);
          boolean own = row.wasNull();
          connection.rollback();
          throw Refusal.limit(own ? "the user's limit is reached" : "the global limit is reached");
        }
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  /** Does the work of one message and stores it. */
  Stored message(long agent, long conversation, String body, boolean complex) throws SQLException {
    int found = complex ? graph.traverse(agent, 3).nodes().size() : 0;
    Stored stored = new Stored(store(agent, conversation, body), found);
    // With no connection in hand: there may be many who listen.
    updates.publish(new LiveUpdates.Event("message", agent, stored.id()));
    return stored;
  }

  private long store(long agent, long conversation, String body) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                insert into tollgate.platform_messages (conversation_id, body)
                select id, ? from tollgate.platform_conversations
                where id = ? and agent_id = ? and stopped_at is null
                returning id""")) {
      statement.setString(1, body);
      statement.setLong(2, conversation);
      statement.setLong(3, agent);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw Refusal.conflict("conversation " + conversation + " is not active");
        }
        return rows.getLong(1);
      }
    }
  }

  /** Ends an agent's conversation; one that has ended already is left so. */
  void stop(long agent, long conversation) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement statement = connection.prepareStatement(STOP)) {
      statement.setLong(1, conversation);
      statement.setLong(2, agent);
      statement.setLong(3, conversation);
      statement.setLong(4, agent);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          throw Refusal.notFound("conversation " + conversation);
        }
      }
    }
  }

  Active active() throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select count(*) from tollgate.platform_conversations where stopped_at is null");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return new Active(row.getLong(1));
    }
  }

  /** Forgets all conversations and sets the limits. */
  void reset(int globalLimit, int userLimit) throws SQLException {
    if (globalLimit < 1 || userLimit < 1) {
      throw Refusal.badRequest("limits must be at least 1");
    }
    try (Connection connection = database.connection()) {
      Database.createTables(connection);
      try (PreparedStatement statement =
          connection.prepareStatement(
              "truncate tollgate.platform_messages, tollgate.platform_conversations,"
                  + " tollgate.platform_active, tollgate.platform_events,"
                  + " tollgate.platform_totals")) {
        statement.executeUpdate();
      }
      try (PreparedStatement statement =
          connection.prepareStatement(
              "insert into tollgate.platform_totals (global_limit, user_limit) values (?, ?)")) {
        statement.setInt(1, globalLimit);
        statement.setInt(2, userLimit);
        statement.executeUpdate();
      }
    }
  }
}

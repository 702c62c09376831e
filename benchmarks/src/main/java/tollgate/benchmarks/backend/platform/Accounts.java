package tollgate.benchmarks.backend.platform;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Who may come in: registration, login, and the tokens that prove it. */
final class Accounts {
  /**
   * Low on purpose: how long a password hash takes is chosen, not measured, and a real choice would
   * make a login scenario a benchmark of SHA-256.
   */
  private static final int HASH_ROUNDS = 100;

  private static final int MOST_RECENT = 10_000;

  private final Database database;
  private final SecureRandom random = new SecureRandom();

  /** All are stored as well, and survive a restart. */
  private final RecentSessions recent = new RecentSessions(MOST_RECENT);

  Accounts(Database database) {
    this.database = database;
  }

  /** Gives an agent a password, which ends its sessions; returns the agent's identifier. */
  long register(String name, String password) throws SQLException {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    try (Connection connection = database.connection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                with changed as (
                  insert into tollgate.platform_users (agent_id, salt, hash)
                  select id, ?, ? from tollgate.agents where name = ?
                  on conflict (agent_id) do update set salt = excluded.salt, hash = excluded.hash
                  returning agent_id),
                ended as (
                  delete from tollgate.platform_sessions s using changed
                  where s.agent_id = changed.agent_id)
                select agent_id from changed""")) {
      statement.setBytes(1, salt);
      statement.setBytes(2, hash(password, salt));
      statement.setString(3, name);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw Refusal.notFound("agent " + name);
        }
        long agent = rows.getLong(1);
        recent.forget(agent);
        return agent;
      }
    }
  }

  /**
   * A successful login.
   *
   * @param agent its identifier
   * @param token proves it in later requests
   */
  record Session(long agent, String token) {}

  Session login(String name, String password) throws SQLException {
    byte[] secret = new byte[24];
    random.nextBytes(secret);
    String token = HexFormat.of().formatHex(secret);
    try (Connection connection = database.connection()) {
      long agent = verify(connection, name, password);
      try (PreparedStatement statement =
          connection.prepareStatement("insert into tollgate.platform_sessions values (?, ?)")) {
        statement.setString(1, token);
        statement.setLong(2, agent);
        statement.executeUpdate();
      }
      recent.remember(token, agent);
      return new Session(agent, token);
    }
  }

  private static long verify(Connection connection, String name, String password)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select u.agent_id, u.salt, u.hash
            from tollgate.platform_users u join tollgate.agents a on a.id = u.agent_id
            where a.name = ?""")) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()
            || !MessageDigest.isEqual(rows.getBytes(3), hash(password, rows.getBytes(2)))) {
          throw Refusal.unauthorized();
        }
        return rows.getLong(1);
      }
    }
  }

  /** The agent that a token belongs to. */
  long agent(String token) throws SQLException {
    Long known = recent.agent(token);
    if (known != null) {
      return known;
    }
    try (Connection connection = database.connection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select agent_id from tollgate.platform_sessions where token = ?")) {
      statement.setString(1, token);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw Refusal.unauthorized();
        }
        long agent = rows.getLong(1);
        recent.remember(token, agent);
        return agent;
      }
    }
  }

  private static byte[] hash(String password, byte[] salt) {
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(password.toCharArray(), salt, HASH_ROUNDS, 256))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an algorithm that every JDK has", e);
    }
  }
}

package tollgate.benchmarks.backend;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * Where a Redis server listens and who we are to it.
 *
 * @param host name or address
 * @param port TCP port
 * @param user empty for the default user
 * @param password empty where the server asks for none
 * @param database number, 0 if nothing else is said
 */
public record RedisAddress(String host, int port, String user, String password, int database) {
  private static final int PATIENCE_MILLIS = 5_000;

  /**
   * A server on the loopback interface that asks for no password.
   *
   * @param port TCP port
   * @return its database 0
   */
  public static RedisAddress local(int port) {
    return new RedisAddress("127.0.0.1", port, "", "", 0);
  }

  /**
   * The same server behind a proxy on the loopback interface.
   *
   * @param proxyPort TCP port
   * @return with the same user, password and database
   */
  public RedisAddress through(int proxyPort) {
    return new RedisAddress("127.0.0.1", proxyPort, user, password, database);
  }

  /**
   * Host and port as Jedis wants them.
   *
   * @return of this server
   */
  public HostAndPort hostAndPort() {
    return new HostAndPort(host, port);
  }

  /**
   * How Jedis is to talk to it: without a greeting, which only costs a round trip where the old
   * protocol is enough.
   *
   * @param patienceMillis how long a connect and an answer may take
   * @return user, password, database and timeouts
   */
  public JedisClientConfig client(int patienceMillis) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .serverDefaultProtocol()
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .connectionTimeoutMillis(patienceMillis)
            .socketTimeoutMillis(patienceMillis)
            .database(database);
    if (!user.isEmpty()) {
      config.user(user);
    }
    if (!password.isEmpty()) {
      config.password(password);
    }
    return config.build();
  }

  /**
   * Opens a connection of its own, outside any pool.
   *
   * @return an open connection that the caller closes
   * @throws redis.clients.jedis.exceptions.JedisException when the server refuses or does not
   *     answer within five seconds
   */
  public Connection connect() {
    return new Connection(hostAndPort(), client(PATIENCE_MILLIS));
  }

  /** The address without its password: safe in logs and messages. */
  @Override
  public String toString() {
    return "redis://" + (user.isEmpty() ? "" : user + "@") + host + ":" + port + "/" + database;
  }
}

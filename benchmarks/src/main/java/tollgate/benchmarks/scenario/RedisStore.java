package tollgate.benchmarks.scenario;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Supplier;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import tollgate.benchmarks.backend.RedisAddress;

/** Values in Redis, a hash each, through the pool that Jedis's own clients use. */
final class RedisStore implements Store {
  private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

  /** Redis runs it as one command: nothing comes in between. */
  private static final String WRITE_NEWER =
      """
      local stored = redis.call('HGET', KEYS[1], 'number')
      if not stored or tonumber(stored) < tonumber(ARGV[1]) then
        redis.call('HSET', KEYS[1], 'number', ARGV[1], 'text', ARGV[2])
      end
      return 1
      """;

  private final RedisAddress direct;
  private final ConnectionPool pool;
  private final int users;
  private final String prefix = "tollgate:" + UUID.randomUUID() + ":";

  private RedisStore(RedisAddress direct, ConnectionPool pool, int users) {
    this.direct = direct;
    this.pool = pool;
    this.users = users;
  }

  /**
   * Opens a pool in full.
   *
   * @param direct where the server is
   * @param way where it is reached: the same, or a proxy before it
   * @param connections in the pool
   * @param borrowMillis how long to wait for one
   * @param patienceMillis how long to wait for an answer
   * @param users from 0 to this exclusive
   */
  static RedisStore open(
      RedisAddress direct,
      RedisAddress way,
      int connections,
      int borrowMillis,
      int patienceMillis,
      int users) {
    ConnectionPoolConfig config = new ConnectionPoolConfig();
    config.setMaxTotal(connections);
    config.setMaxIdle(connections);
    config.setMinIdle(connections);
    config.setMaxWait(Duration.ofMillis(borrowMillis));
    // As all our pools: it does nothing of its own accord while it is measured.
    config.setTestWhileIdle(false);
    config.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
    config.setJmxEnabled(false);
    ConnectionPool pool = new ConnectionPool(way.hostAndPort(), way.client(patienceMillis), config);
    try {
      pool.addObjects(connections);
    } catch (JedisException e) {
      pool.close();
      throw e;
    }
    return new RedisStore(direct, pool, users);
  }

  @Override
  public Session borrow() throws CallFailed {
    try {
      return new Borrowed(pool.getResource());
    } catch (JedisException e) {
      if (e.getCause() instanceof NoSuchElementException) {
        throw new CallFailed(Failure.OVERLOADED, 0, "no connection to Redis became free");
      }
      throw failed(e);
    }
  }

  private static CallFailed failed(JedisException e) {
    Failure kind =
        e.getCause() instanceof SocketTimeoutException
            ? Failure.TIMEOUT
            : e instanceof JedisConnectionException ? Failure.CONNECTION : Failure.BROKEN;
    return new CallFailed(kind, 0, "Redis: " + e.getMessage());
  }

  private String key(int user) {
    return prefix + user;
  }

  private CommandObject<List<String>> read(int user) {
    return COMMANDS.hmget(key(user), "number", "text");
  }

  private static Value value(List<String> fields) {
    String number = fields.get(0);
    return number == null ? Value.NONE : new Value(Long.parseLong(number), fields.get(1));
  }

  private final class Borrowed implements Session {
    private final Connection connection;

    Borrowed(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void write(int user, Value value) throws CallFailed {
      answered(
          () ->
              connection.executeCommand(
                  COMMANDS.eval(
                      WRITE_NEWER,
                      List.of(key(user)),
                      List.of(Long.toString(value.number()), value.text()))));
    }

    @Override
    public Value read(int user) throws CallFailed {
      return value(answered(() -> connection.executeCommand(RedisStore.this.read(user))));
    }

    private <T> T answered(Supplier<T> request) throws CallFailed {
      try {
        return request.get();
      } catch (JedisException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  @Override
  public int lent() {
    return pool.getNumActive();
  }

  @Override
  public int connections() {
    return pool.getNumActive() + pool.getNumIdle();
  }

  @Override
  public List<Value> stored(int count) {
    List<Value> values = new ArrayList<>();
    try (Connection connection = direct.connect()) {
      for (int user = 0; user < count; user++) {
        values.add(value(connection.executeCommand(read(user))));
      }
    }
    return values;
  }

  @Override
  public void close() {
    pool.close();
    List<String> keys = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      keys.add(key(user));
    }
    try (Connection connection = direct.connect()) {
      connection.executeCommand(COMMANDS.del(keys.toArray(new String[0])));
    }
  }
}

package tollgate.benchmarks.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What a Redis server says of itself.
 *
 * @param version its own version, such as {@code 7.0.15}
 * @param pid its process, on its own machine
 * @param settings those that move figures; empty where they may not be asked for
 */
record RedisInfo(String version, long pid, Map<String, String> settings) {
  private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

  /** Settings that move figures, recorded from whatever server is used. */
  private static final List<String> RECORDED =
      List.of(
          "activedefrag",
          "appendfsync",
          "appendonly",
          "databases",
          "hz",
          "io-threads",
          "maxclients",
          "maxmemory",
          "maxmemory-policy",
          "save",
          "tcp-keepalive",
          "timeout");

  RedisInfo {
    settings = Map.copyOf(settings);
  }

  /**
   * Asks it.
   *
   * @throws redis.clients.jedis.exceptions.JedisException when it does not answer
   */
  static RedisInfo ask(RedisAddress address) {
    try (Connection connection = address.connect()) {
      Map<String, String> said = new HashMap<>();
      connection
          .executeCommand(COMMANDS.info("server"))
          .lines()
          .map(line -> line.split(":", 2))
          .filter(parts -> parts.length == 2)
          .forEach(parts -> said.put(parts[0], parts[1].strip()));
      Map<String, String> settings = new TreeMap<>();
      settings.put("server", said.getOrDefault("server_name", "redis"));
      for (String name : RECORDED) {
        settings.putAll(setting(connection, name));
      }
      return new RedisInfo(
          said.getOrDefault("valkey_version", said.getOrDefault("redis_version", "")),
          Long.parseLong(said.getOrDefault("process_id", "-1")),
          settings);
    }
  }

  /** Servers that somebody runs for others do not always tell. */
  private static Map<String, String> setting(Connection connection, String name) {
    try {
      return connection.executeCommand(COMMANDS.configGet(name));
    } catch (JedisDataException e) {
      return Map.of();
    }
  }

  /**
   * Makes sure that the server takes writes.
   *
   * @throws redis.clients.jedis.exceptions.JedisException when it does not
   */
  static void requireWritable(RedisAddress address) {
    String key = "tollgate:probe:" + ProcessHandle.current().pid();
    try (Connection connection = address.connect()) {
      connection.executeCommand(COMMANDS.set(key, "1"));
      connection.executeCommand(COMMANDS.del(key));
    }
  }
}

package tollgate.benchmarks.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis server that somebody else runs, with a password and a key of theirs. */
public final class PasswordRedis implements AutoCloseable {
  public static final String PASSWORD = "t0ll&gate=?%";
  private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

  private final Process process;
  private final RedisAddress address;

  private PasswordRedis(Process process, RedisAddress address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it.
   *
   * @param directory for its files
   */
  public static PasswordRedis start(Path directory) throws Exception {
    Files.createDirectories(directory);
    Path program = RedisProgram.find(new RedisChoice.Embedded(), "").file(directory);
    int port = freePort();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--requirepass",
                PASSWORD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true)
            .start();
    PasswordRedis started =
        new PasswordRedis(process, new RedisAddress("127.0.0.1", port, "", PASSWORD, 0));
    started.await();
    return started;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await() throws Exception {
    for (int i = 0; ; i++) {
      try (Connection connection = address.connect()) {
        connection.executeCommand(COMMANDS.set("theirs", "kept"));
        return;
      } catch (JedisException e) {
        if (i == 500) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** Its TCP port on the loopback interface. */
  public int port() {
    return address.port();
  }

  /** How many keys it holds. */
  public long keys() {
    try (Connection connection = address.connect()) {
      return connection.executeCommand(COMMANDS.dbSize());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

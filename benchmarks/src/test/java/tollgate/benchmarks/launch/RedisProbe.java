package tollgate.benchmarks.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.RedisProtocol;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;

/** As {@link LaunchProbe}, for Redis: every fork writes the server's process id into the trace. */
@Requires(Need.REDIS)
@Fork(1)
@Warmup(iterations = 1, time = 50, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 50, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class RedisProbe {
  private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP2);

  @SuppressWarnings("NullAway.Init") // Set by JMH before the first call.
  private Connection connection;

  @Setup
  public void connect() throws IOException {
    connection = Backends.redis().connect();
    String file = System.getProperty("probe.trace");
    if (file != null) {
      String server =
          connection
              .executeCommand(COMMANDS.info("server"))
              .lines()
              .filter(line -> line.startsWith("process_id:"))
              .findFirst()
              .orElseThrow()
              .split(":")[1];
      Files.writeString(
          Path.of(file),
          ProcessHandle.current().pid() + " " + server.strip() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  @TearDown
  public void disconnect() {
    connection.close();
  }

  @Benchmark
  public String ping() {
    return connection.executeCommand(COMMANDS.ping());
  }
}

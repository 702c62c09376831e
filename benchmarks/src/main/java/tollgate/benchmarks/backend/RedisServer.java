package tollgate.benchmarks.backend;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis server that answers, wherever it came from. What somebody else runs is only used; whoever
 * writes to it deletes what they wrote.
 */
final class RedisServer implements AutoCloseable {
  private final RedisAddress address;
  private final BackendFacts facts;
  private final @Nullable RedisProcess process;

  private RedisServer(RedisAddress address, String kind, @Nullable RedisProcess process) {
    this.address = address;
    this.process = process;
    RedisInfo info = RedisInfo.ask(address);
    this.facts = new BackendFacts("redis", kind, info.version(), info.settings());
  }

  /**
   * Starts one, or makes sure that the one named answers and takes writes.
   *
   * @param onDeath takes one line when one that was started ends by itself
   * @throws BackendException when there is none that answers
   */
  static RedisServer open(RedisChoice choice, Reaper reaper, Consumer<String> onDeath) {
    return choice instanceof RedisChoice.External external
        ? use(external.address())
        : start(
            RedisProgram.find(choice, System.getenv().getOrDefault("PATH", "")), reaper, onDeath);
  }

  private static RedisServer use(RedisAddress address) {
    try {
      RedisInfo.requireWritable(address);
      return new RedisServer(address, "external", null);
    } catch (JedisException e) {
      throw new BackendException("Redis (" + address + ") cannot be used: " + Lines.of(e), e);
    }
  }

  private static RedisServer start(RedisProgram program, Reaper reaper, Consumer<String> onDeath) {
    RedisProcess process = RedisProcess.start(program, reaper, onDeath);
    try {
      return new RedisServer(process.address(), program.kind(), process);
    } catch (JedisException e) {
      process.close();
      throw new BackendException(
          "Redis (" + program.kind() + ") cannot be used: " + Lines.of(e), e);
    }
  }

  RedisAddress address() {
    return address;
  }

  BackendFacts facts() {
    return facts;
  }

  /** The process that was started; -1 when none was. */
  long pid() {
    return process == null ? -1 : process.pid();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}

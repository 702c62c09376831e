package tollgate.benchmarks.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis server that we start, in a directory of its own and on a free port of the loopback
 * interface. It ends when this JVM does, however that happens.
 *
 * <p>It asks for no password: whoever may open sockets on this machine may connect while it runs,
 * as with any server set up for tests.
 */
final class RedisProcess implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final long END_SECONDS = 5;
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(15);

  /**
   * Who cleans up after us finds the server by its process id, which is there before the server is:
   * in a directory that has been taken away meanwhile it does not start. A session of its own keeps
   * Ctrl-C from it, which it would obey.
   */
  private static final String SCRIPT =
      """
      echo $$ >"$1/pid" || exit 1
      shift
      if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; fi
      exec "$@"
      """;

  private final Process process;
  private final Path directory;
  private final RedisAddress address;
  private volatile boolean closed;

  private RedisProcess(Process process, Path directory, RedisAddress address) {
    this.process = process;
    this.directory = directory;
    this.address = address;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param onDeath takes one line when it ends by itself
   * @throws BackendException when it does not come to answer
   */
  static RedisProcess start(RedisProgram program, Reaper reaper, Consumer<String> onDeath) {
    String who = "Redis (" + program.kind() + ")";
    Path directory = null;
    try {
      directory = Files.createTempDirectory("tollgate-redis-");
      reaper.watchRedis(directory);
      RedisProcess started = launch(program.file(directory), directory);
      started.process.onExit().thenAccept(exited -> started.ended(exited, who, onDeath));
      return started;
    } catch (IOException | BackendException e) {
      if (directory != null) {
        Trees.delete(directory);
      }
      throw new BackendException(who + " cannot be started: " + Lines.of(e), e);
    }
  }

  /** A port that was free a moment ago may be taken by somebody else: then with another one. */
  private static RedisProcess launch(Path program, Path directory) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Process process =
          new ProcessBuilder(command(program, directory, port))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectErrorStream(true)
              .start();
      RedisProcess started = new RedisProcess(process, directory, RedisAddress.local(port));
      boolean answers = false;
      try {
        answers = started.answers();
      } finally {
        if (!answers) {
          process.destroyForcibly();
        }
      }
      if (answers) {
        return started;
      }
      if (attempt == ATTEMPTS) {
        String words = started.lastWords();
        throw new BackendException(words.isEmpty() ? "it does not answer" : words);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** As durable as Redis is run in production: what it does is written to disk every second. */
  private static List<String> command(Path program, Path directory, int port) {
    return List.of(
        "sh",
        "-c",
        SCRIPT,
        "tollgate-redis",
        directory.toString(),
        program.toString(),
        "--port",
        Integer.toString(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        directory.toString(),
        "--logfile",
        directory.resolve("server.log").toString(),
        "--daemonize",
        "no",
        "--maxclients",
        "1000",
        "--save",
        "",
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec");
  }

  private boolean answers() {
    long deadline = System.nanoTime() + START_NANOS;
    while (process.isAlive() && System.nanoTime() < deadline) {
      try {
        RedisInfo info = RedisInfo.ask(address);
        // Somebody else's server may listen there.
        return info.pid() == process.pid();
      } catch (JedisException e) {
        pause();
      }
    }
    return false;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted", e);
    }
  }

  private void ended(Process exited, String who, Consumer<String> onDeath) {
    if (!closed) {
      String words = lastWords();
      onDeath.accept(
          who
              + " died: its process ended with exit code "
              + exited.exitValue()
              + (words.isEmpty() ? "" : ": " + words));
    }
  }

  /** The last line of its log, without the time and the process id before it. */
  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("server.log"));
      String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
      return last.replaceFirst("^\\d+:\\S+ .{24} \\S ", "").strip();
    } catch (IOException e) {
      return "";
    }
  }

  RedisAddress address() {
    return address;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    closed = true;
    // The data is thrown away: nothing is worth writing it down.
    process.destroyForcibly();
    try {
      // Not through onExit: its one thread may be the one that ends this JVM, and waits for us.
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("WARNING: Redis does not end: process " + process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Trees.delete(directory);
  }
}

package tollgate.benchmarks.backend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Real PostgreSQL binaries taken from the class path and started in a temporary directory, on a
 * free port of the loopback interface. Works for root as well, in a user namespace.
 *
 * <p>It asks for no password: whoever may open sockets on this machine may connect while it runs,
 * as with any server set up for tests.
 */
final class EmbeddedServer implements PostgresServer {
  private static final Duration END = Duration.ofSeconds(3);

  private final EmbeddedPostgres postgres;
  private final Path directory;

  private EmbeddedServer(EmbeddedPostgres postgres, Path directory) {
    this.postgres = postgres;
    this.directory = directory;
  }

  static EmbeddedServer start(Reaper reaper) {
    if (System.getProperty("os.name").startsWith("Windows")) {
      throw new BackendException(
          "PostgreSQL (embedded): no binaries for Windows are included; use --postgres"
              + " jdbc:postgresql://… or --postgres container");
    }
    Path directory = null;
    try {
      directory = Files.createTempDirectory("tollgate-postgres-");
      reaper.watchPostgres(directory);
      Path log = directory.resolve("server.log");
      Path data = Files.createDirectory(directory.resolve("data"));
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofSeconds(30))
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              // Sorts the same on every machine, whatever locales are installed there.
              .setLocaleConfig("locale", "C")
              .setServerConfig("listen_addresses", "127.0.0.1")
              // The default is /tmp, where a killed server's socket would stay behind.
              .setServerConfig("unix_socket_directories", "");
      ServerSettings.durable().forEach(builder::setServerConfig);
      return new EmbeddedServer(builder.start(), directory);
    } catch (IOException | RuntimeException e) {
      String words = directory == null ? "" : lastLine(directory.resolve("server.log"));
      if (directory != null) {
        Trees.delete(directory);
      }
      throw new BackendException(
          "PostgreSQL (embedded) cannot be started: " + (words.isEmpty() ? Lines.of(e) : words), e);
    }
  }

  @Override
  public PostgresAddress address() {
    return new PostgresAddress(
        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", "postgres", "");
  }

  @Override
  public String kind() {
    return "embedded";
  }

  @Override
  public String lastWords() {
    return lastLine(directory.resolve("server.log"));
  }

  @Override
  public OptionalLong pid() {
    try (Stream<String> lines = Files.lines(directory.resolve("data/postmaster.pid"))) {
      return lines.limit(1).mapToLong(line -> Long.parseLong(line.strip())).findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static String lastLine(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      for (int i = lines.size() - 1; i >= 0; i--) {
        String line = lines.get(i);
        if (line.contains("FATAL") || line.contains("PANIC") || line.contains("error:")) {
          return line.strip();
        }
      }
      return "";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Stops it at once. Its data is thrown away, so nothing is worth the checkpoint that an orderly
   * end waits for.
   */
  @Override
  public void close() {
    OptionalLong server = pid();
    try {
      server.ifPresent(EmbeddedServer::quit);
      // The file goes with the server, unless that was killed or heeds no signal.
      if (pid().isPresent()) {
        postgres.close();
        server.ifPresent(EmbeddedServer::awaitEnd);
      }
    } catch (IOException e) {
      throw new BackendException("PostgreSQL (embedded) cannot be stopped: " + Lines.of(e), e);
    } finally {
      Trees.delete(directory);
    }
  }

  /** PostgreSQL's immediate shutdown. */
  private static void quit(long pid) {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
      awaitEnd(pid);
    } catch (IOException e) {
      // There is no such program; the slow way is left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The server is no child of ours, and its entry stays in the process table until the init process
   * takes notice. Whoever looks for leftovers right after a run would find it.
   */
  private static void awaitEnd(long pid) {
    long deadline = System.nanoTime() + END.toNanos();
    while (ProcessHandle.of(pid).isPresent() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}

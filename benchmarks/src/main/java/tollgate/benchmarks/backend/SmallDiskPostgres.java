package tollgate.benchmarks.backend;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of a scenario's own, some of whose tables can run out of disk. They lie in a
 * tablespace on a small file system; the log of transactions does not, without which the whole
 * server would stop.
 *
 * <p>It is no server of the invocation: what happens to it happens to nobody else, and a server
 * that somebody else runs is left alone. It ends when this JVM does.
 */
public final class SmallDiskPostgres implements AutoCloseable {
  private static final int MEGABYTES = 32;
  private static final String TABLESPACE = "tollgate_small";

  private final Reaper reaper;
  private final SmallDisk disk;
  private final EmbeddedServer server;

  private SmallDiskPostgres(Reaper reaper, SmallDisk disk, EmbeddedServer server) {
    this.reaper = reaper;
    this.disk = disk;
    this.server = server;
  }

  /**
   * Mounts the disk and starts the server.
   *
   * @return a server that the caller closes
   * @throws BackendException where no file system may be mounted, or the server cannot be started
   */
  public static SmallDiskPostgres start() {
    Reaper reaper = Reaper.start();
    SmallDisk disk = null;
    EmbeddedServer server = null;
    try {
      disk = SmallDisk.mount(MEGABYTES, reaper);
      server = EmbeddedServer.start(reaper);
      String location = disk.folder("tablespace").toString().replace("'", "''");
      execute(server.address(), "create tablespace " + TABLESPACE + " location '" + location + "'");
      return new SmallDiskPostgres(reaper, disk, server);
    } catch (IOException | SQLException | BackendException e) {
      close(server, disk, reaper);
      throw e instanceof BackendException known
          ? known
          : new BackendException("a disk that is full cannot be made here: " + Lines.of(e), e);
    }
  }

  /**
   * Where it listens.
   *
   * @return on the loopback interface
   */
  public PostgresAddress address() {
    return server.address();
  }

  /**
   * Puts a table on the small disk; its indexes stay where they are. From then on a row of a
   * kilobyte needs a page of its own, and none is ever made free: each connection keeps a page in
   * which it inserts, where some rows would still fit when the disk is full, and what an automatic
   * vacuum gives back would do for more of them.
   *
   * @param table with its schema
   * @throws SQLException when the server refuses
   */
  public void move(String table) throws SQLException {
    execute(
        server.address(),
        "alter table %s set (fillfactor = 10, autovacuum_enabled = false); alter table %s set tablespace %s"
            .formatted(table, table, TABLESPACE));
  }

  /**
   * Takes all the room that is left on the disk.
   *
   * @throws IOException when that fails for any other reason than that it is full
   */
  public void fill() throws IOException {
    disk.fill();
  }

  /** Gives the room back; does nothing when it was not taken. */
  public void free() {
    disk.free();
  }

  private static void execute(PostgresAddress address, String sql) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Stops the server and unmounts the disk. */
  @Override
  public void close() {
    close(server, disk, reaper);
  }

  private static void close(
      @Nullable EmbeddedServer server, @Nullable SmallDisk disk, Reaper reaper) {
    try {
      if (server != null) {
        server.close();
      }
    } finally {
      if (disk != null) {
        disk.close();
      }
      reaper.close();
    }
  }
}

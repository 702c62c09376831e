package tollgate.benchmarks.scenario;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PlatformAddress;
import tollgate.benchmarks.backend.PlatformProcess;
import tollgate.benchmarks.backend.PostgresAddress;
import tollgate.benchmarks.backend.SmallDiskPostgres;
import tollgate.benchmarks.backend.fault.Fault;
import tollgate.benchmarks.backend.fault.FaultProxy;
import tollgate.benchmarks.measure.Work;

/** A platform of its own, which may be broken, with a proxy on either side of it. */
final class FragileSite implements AutoCloseable {
  private static final int JDBC_PREFIX = "jdbc:".length();
  private static final int POSTGRES_PORT = 5432;

  /** A platform that is cold gets faster while it is watched, which would pass for recovery. */
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  /** Fewer that were held up say little. */
  static final int FEW_PIECES = 10;

  private static final String ON_SMALL_DISK = "tollgate.checkpoints";
  private static final String DISK_FULL = "53100";
  private static final long LONGEST_FULL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PostgresAddress direct;
  private final @Nullable SmallDiskPostgres small;
  private final FaultProxy toDatabase;
  private final FaultProxy toPlatform;
  private final AtomicLong killed = new AtomicLong();
  private long endedBefore;
  private long heldBefore;
  private @Nullable PlatformProcess platform;

  private FragileSite(
      PostgresAddress direct,
      @Nullable SmallDiskPostgres small,
      FaultProxy toDatabase,
      FaultProxy toPlatform,
      PlatformProcess platform) {
    this.direct = direct;
    this.small = small;
    this.toDatabase = toDatabase;
    this.toPlatform = toPlatform;
    this.platform = platform;
  }

  /** Over the invocation's database. */
  static FragileSite open() throws IOException {
    return over(Backends.postgres(), null);
  }

  /**
   * Over the invocation's database, or one of its own where the trouble is its disk's.
   *
   * @throws tollgate.benchmarks.backend.BackendException where the trouble cannot be made
   */
  static FragileSite open(Trouble trouble) throws IOException, SQLException {
    if (!trouble.fillsDisk()) {
      return open();
    }
    SmallDiskPostgres small = SmallDiskPostgres.start();
    Runnable undo = small::close;
    try {
      FragileSite site = over(small.address(), small);
      undo = site::close;
      // The platform has made the tables.
      small.move(ON_SMALL_DISK);
      return site;
    } catch (IOException | SQLException | RuntimeException e) {
      undo.run();
      throw e;
    }
  }

  private static FragileSite over(PostgresAddress direct, @Nullable SmallDiskPostgres small)
      throws IOException {
    URI url = URI.create(direct.url().substring(JDBC_PREFIX));
    int port = url.getPort() < 0 ? POSTGRES_PORT : url.getPort();
    FaultProxy toDatabase = FaultProxy.start(new InetSocketAddress(url.getHost(), port));
    PlatformProcess platform = null;
    try {
      platform = PlatformProcess.start(through(direct, toDatabase));
      platform.warmUp(direct, WARM_UP);
      return new FragileSite(direct, small, toDatabase, FaultProxy.start(at(platform)), platform);
    } catch (IOException | RuntimeException e) {
      if (platform != null) {
        platform.close();
      }
      toDatabase.close();
      throw e;
    }
  }

  private static PostgresAddress through(PostgresAddress direct, FaultProxy proxy) {
    String url = direct.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + proxy.port() + "/");
    String named = (url.contains("?") ? "&" : "?") + "ApplicationName=" + application(proxy);
    return new PostgresAddress(url + named, direct.user(), direct.password());
  }

  /** What the sessions of our own platform are called in the database: others use it too. */
  private static String application(FaultProxy proxy) {
    return "tollgate-platform-" + ProcessHandle.current().pid() + "-" + proxy.port();
  }

  private static InetSocketAddress at(PlatformProcess platform) {
    return new InetSocketAddress("127.0.0.1", platform.address().port());
  }

  /** Where users reach the platform, whichever process it is. */
  PlatformAddress address() {
    return PlatformAddress.local(toPlatform.port());
  }

  /** Where the platform keeps its data. */
  PostgresAddress database() {
    return direct;
  }

  /** Connections that faults have cut or turned away so far, on either side of the platform. */
  long cutConnections() {
    return toPlatform.cut() + toDatabase.cut();
  }

  /** Whether the last trouble cut connections, killed sessions, or held up what was sent. */
  boolean hasStruck() {
    return ended() > endedBefore || held() - heldBefore >= FEW_PIECES;
  }

  private long ended() {
    return cutConnections() + killed.get();
  }

  private long held() {
    return toPlatform.held() + toDatabase.held();
  }

  /**
   * Lets the trouble begin, last until the time given, and end.
   *
   * @param readiness what a platform that was started afresh has to do before users reach it
   * @param felt whether anybody has been refused; a full disk, which takes a moment to fill and
   *     which only writes meet, stays full until then, but not for ever
   */
  void suffer(
      Trouble trouble, long untilNanos, Consumer<PlatformAddress> readiness, BooleanSupplier felt)
      throws SQLException, IOException {
    PlatformProcess running = Objects.requireNonNull(platform);
    endedBefore = ended();
    heldBefore = held();
    switch (trouble.place()) {
      case CLIENT -> breakPath(toPlatform, trouble.fault(), untilNanos);
      case DATABASE -> breakPath(toDatabase, trouble.fault(), untilNanos);
      case SESSIONS -> {
        while (System.nanoTime() < untilNanos) {
          killSessions();
          Work.pause(TimeUnit.MILLISECONDS.toNanos(50));
        }
      }
      case DISK -> fillDisk(Objects.requireNonNull(small), untilNanos, felt);
      case PAUSE -> {
        running.pause();
        try {
          Work.pause(untilNanos - System.nanoTime());
        } finally {
          running.resume();
        }
      }
      case STOP -> {
        running.close();
        replace(untilNanos, readiness);
      }
      case KILL -> {
        running.kill();
        replace(untilNanos, readiness);
      }
    }
  }

  private static void breakPath(FaultProxy path, Fault fault, long untilNanos) {
    path.set(fault);
    Work.pause(untilNanos - System.nanoTime());
    path.set(new Fault.None());
  }

  private void fillDisk(SmallDiskPostgres disk, long untilNanos, BooleanSupplier felt)
      throws IOException, SQLException {
    try {
      disk.fill();
      useUp();
      Work.pause(untilNanos - System.nanoTime());
      long deadline = System.nanoTime() + LONGEST_FULL_NANOS;
      while (!felt.getAsBoolean() && System.nanoTime() < deadline) {
        Work.pause(TimeUnit.MILLISECONDS.toNanos(10));
      }
    } finally {
      disk.free();
    }
  }

  /**
   * A table has room in pages that it has already: rows that are never committed take it, until the
   * server itself says that its disk is full.
   */
  private void useUp() throws SQLException {
    try (Connection connection = direct.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into "
              + ON_SMALL_DISK
              + " (agent_id, version, state)"
              // Row by row: in the from clause the server would make all of them first.
              + " select 1, 1000000000000 + generate_series(1, 10000000), '{}'");
      throw new IllegalStateException("the disk of the database is full, and ten million rows fit");
    } catch (SQLException e) {
      if (!DISK_FULL.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private void replace(long fromNanos, Consumer<PlatformAddress> readiness) {
    Work.pause(fromNanos - System.nanoTime());
    PlatformProcess next = PlatformProcess.start(through(direct, toDatabase));
    platform = next;
    readiness.accept(next.address());
    toPlatform.retarget(at(next));
  }

  /** By their name: ports are others where the server sees them through a network of its own. */
  private void killSessions() throws SQLException {
    try (Connection connection = direct.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where application_name = ? and backend_type = 'client backend'")) {
      statement.setString(1, application(toDatabase));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        killed.addAndGet(row.getLong(1));
      }
    }
  }

  @Override
  public void close() {
    PlatformProcess running = platform;
    if (running != null) {
      running.close();
    }
    toPlatform.close();
    toDatabase.close();
    if (small != null) {
      small.close();
    }
  }
}

package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.infra.ThreadParams;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * How long does a notification take from one connection to another through the server?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar NotifyRoundTrip -t 50 -p idleListeners=0,10,100}
 * </pre>
 *
 * <p>Each thread listens on a channel of its own over a connection of its own. An operation borrows
 * another from the pool, notifies the channel, and waits for what arrives. {@code latency.*} is the
 * time from sending to having it. {@code idleListeners} further connections listen to channels that
 * nobody uses. Up to PostgreSQL 18 a notification wakes every listener of the database that has not
 * caught up, whatever its channel: the idle ones, and those of the other threads likewise. So a
 * further thread costs the others what a further idle listener does, besides its own notifications.
 *
 * <p>A notification lost, doubled or changed fails the run. It does not tell what notifications
 * cost that are sent within larger transactions, which all wait for one lock at commit.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class NotifyRoundTrip {
  private static final int TIMEOUT_MILLIS = 10_000;

  /** Connections that listen in vain. */
  @Param("10")
  public int idleListeners;

  /** Connections in the pool that notifies. */
  @Param("10")
  public int poolSize;

  private Database database;
  private LastOut lastOut;
  private final List<Connection> idle = new ArrayList<>();

  /** Opens the pool and the idle listeners. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    database = Database.forReading(1_000, poolSize, Database.prepared());
    for (int i = 0; i < idleListeners; i++) {
      idle.add(listening("tollgate_idle_" + i));
    }
  }

  private Connection listening(String channel) throws SQLException {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + channel);
    }
    return connection;
  }

  /** One listener. */
  @State(Scope.Thread)
  public static class Listener {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private Connection connection;
    private String channel;
    private long sequence;

    /** Listens. */
    @Setup
    public void open(NotifyRoundTrip benchmark, ThreadParams thread) throws SQLException {
      channel = "tollgate_" + thread.getThreadIndex();
      connection = benchmark.listening(channel);
    }

    /** Stops listening. */
    @TearDown
    public void close(NotifyRoundTrip benchmark) throws SQLException {
      connection.close();
      if (benchmark.lastOut.isLast()) {
        for (Connection listener : benchmark.idle) {
          listener.close();
        }
        benchmark.database.close();
      }
    }
  }

  /** One notification sent and received. */
  @Benchmark
  public int notify(Listener listener, Control control) throws SQLException {
    String payload = Long.toString(++listener.sequence);
    listener.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = database.borrow(control);
        PreparedStatement statement = connection.prepareStatement("select pg_notify(?, ?)")) {
      statement.setString(1, listener.channel);
      statement.setString(2, payload);
      statement.executeQuery().close();
    }
    PGNotification[] received =
        listener.connection.unwrap(PGConnection.class).getNotifications(TIMEOUT_MILLIS);
    listener.latency.record(System.nanoTime() - start);
    Check.equal("notify.once", 1, received == null ? 0 : received.length);
    Check.equal("notify.payload", payload, received[0].getParameter());
    Check.equal("notify.channel", listener.channel, received[0].getName());
    return received[0].getPID();
  }
}

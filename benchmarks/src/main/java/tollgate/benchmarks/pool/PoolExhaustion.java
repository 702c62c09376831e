package tollgate.benchmarks.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Counter;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.Pools;
import tollgate.benchmarks.measure.Work;

/**
 * What is served, and how soon, when far more threads ask than the pool can serve in time?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar PoolExhaustion -t 50 -p demand=200,400}
 * </pre>
 *
 * <p>There are always {@code demand} askers: the benchmark's threads, and others in the background
 * as far as those are too few. Each asks, waits up to {@code timeoutMillis}, holds what it gets for
 * {@code holdMillis}, and asks again. An operation is one demand of a benchmark thread, served or
 * refused; {@code served.percent} says how many were served, {@code latency.*} how long the served
 * ones waited. When an iteration ends, more in the background take the places of the benchmark's
 * threads, which JMH has stopped; then all demand stops at once, and {@code recovery.*} is the time
 * until the pool answers as many borrows in a row as it has connections within a millisecond each.
 *
 * <p>A pool that does not recover within five seconds, or has lost a connection, fails the run. It
 * does not tell what callers do who are refused: here they ask again at once.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class PoolExhaustion {
  private static final long HEALTHY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PRESSED_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Threads that ask at the same time. */
  @Param("200")
  public int demand;

  /** How long an asker waits at most; HikariCP's minimum is 250 ms. */
  @Param("250")
  public long timeoutMillis;

  /** How long a connection is held, milliseconds. */
  @Param("15")
  public long holdMillis;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  private HikariDataSource pool;
  private LastOut lastOut;
  private LastOut lastOutOfIteration;
  private LatencyRecorder recovery;
  private int askers;
  private int foreground;
  private final List<Thread> background = new ArrayList<>();
  private volatile boolean pressing;

  /** Opens the pool. */
  @Setup
  public void open(BenchmarkParams params) {
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    foreground = params.getThreads();
    askers = Math.max(demand, foreground);
    HikariConfig config = Pools.at(Pools.fixed(poolSize), Backends.postgres(), new Properties());
    config.setConnectionTimeout(timeoutMillis);
    pool = Pools.open(config);
    recovery = Metrics.latency("recovery");
    Metrics.derived(
        "served.percent",
        "%",
        sums -> 100.0 * sums.count("served") / (sums.count("served") + sums.count("refused")));
  }

  /** Starts the rest of the demand. */
  @Setup(Level.Iteration)
  public void press() {
    pressing = true;
    addBackground(askers - foreground);
  }

  private void addBackground(int more) {
    for (int i = 0; i < more; i++) {
      Thread asker = new Thread(this::askUntilRelieved, "background-asker-" + background.size());
      asker.setDaemon(true);
      background.add(asker);
      asker.start();
    }
  }

  private void askUntilRelieved() {
    while (pressing) {
      try (Connection connection = pool.getConnection()) {
        Work.pause(TimeUnit.MILLISECONDS.toNanos(holdMillis));
      } catch (SQLException e) {
        // Refused, which is what the benchmark is about; only the foreground is counted.
        continue;
      }
    }
  }

  /** One asker whose demands are counted. */
  @State(Scope.Thread)
  public static class Asker {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final Counter served = Metrics.counter("served");
    private final Counter refused = Metrics.counter("refused");

    /** Ends the pressure and watches the pool recover. */
    @TearDown(Level.Iteration)
    public void relieve(PoolExhaustion benchmark) throws Exception {
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.recover();
      }
    }

    /** Closes the pool. */
    @TearDown
    public void close(PoolExhaustion benchmark) {
      if (benchmark.lastOut.isLast()) {
        benchmark.pool.close();
      }
    }
  }

  /** One demand. */
  @Benchmark
  public boolean ask(Asker asker, Control control) throws SQLException {
    asker.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = pool.getConnection()) {
      asker.latency.record(System.nanoTime() - start);
      asker.served.increment();
      Work.pause(TimeUnit.MILLISECONDS.toNanos(holdMillis));
      return connection.isClosed();
    } catch (SQLTransientConnectionException e) {
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      Check.that(
          "exhaustion.patience", waited >= timeoutMillis - 10, "refused after %d ms", waited);
      asker.refused.increment();
      return false;
    }
  }

  /** By now the benchmark's threads have left, and with them a demand that was all theirs. */
  private void pressAgain() {
    addBackground(foreground);
    HikariPoolMXBean state = pool.getHikariPoolMXBean();
    long deadline = System.nanoTime() + PRESSED_NANOS;
    int enough = askers - askers / 10;
    int asking = 0;
    while (asking < enough && System.nanoTime() < deadline) {
      Work.pause(HEALTHY_NANOS);
      asking = state.getActiveConnections() + state.getThreadsAwaitingConnection();
    }
    Check.that(
        "exhaustion.pressed", asking >= enough, "%d of %d asked at the same time", asking, askers);
  }

  private void recover() throws Exception {
    pressAgain();
    long relieved = System.nanoTime();
    pressing = false;
    int healthyInARow = 0;
    while (healthyInARow < poolSize) {
      long start = System.nanoTime();
      Check.that(
          "exhaustion.recovered",
          start - relieved < TimeUnit.SECONDS.toNanos(5),
          "the pool has not recovered 5 s after the demand ended");
      try (Connection connection = pool.getConnection()) {
        healthyInARow = System.nanoTime() - start <= HEALTHY_NANOS ? healthyInARow + 1 : 0;
      } catch (SQLTransientConnectionException e) {
        healthyInARow = 0;
      }
    }
    recovery.record(System.nanoTime() - relieved);
    for (Thread asker : background) {
      asker.join();
    }
    background.clear();
    Check.equal("exhaustion.active", 0, pool.getHikariPoolMXBean().getActiveConnections());
    Check.equal("exhaustion.total", poolSize, pool.getHikariPoolMXBean().getTotalConnections());
  }
}

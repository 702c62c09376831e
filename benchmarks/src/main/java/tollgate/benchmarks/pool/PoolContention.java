package tollgate.benchmarks.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
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
import org.postgresql.PGConnection;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.PoolWaits;
import tollgate.benchmarks.measure.Pools;
import tollgate.benchmarks.measure.Work;

/**
 * What does a wait for a connection cost when threads outnumber connections?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar PoolContention -t 50 -p poolSize=5,10,50}
 * </pre>
 *
 * <p>Each thread borrows a connection, holds it for {@code holdMicros} without using the CPU, as
 * during a query, and returns it. {@code latency.*} is the whole cycle. {@code pool.wait.*} is the
 * wait alone, as HikariCP tells it; {@code pool.pending} the mean number of threads waiting, by
 * Little's law from the waits; {@code pool.timeouts} the borrowers that gave up after {@code
 * timeoutMillis}. Each of these is an operation like the others, and its time is in both.
 *
 * <p>A pool of P connections held for a time h serves at most P/h borrowers a second. What is
 * missing to that is the hand-over and the time the operating system takes to wake the waiter.
 * HikariCP serves whoever comes first and not who waits longest, so that some wait far longer than
 * the rest: by default a borrower may wait for longer than an iteration, and the iteration for it.
 * A second after the measured part the others let it go first; {@code pool.wait.cut} counts whom
 * that may have spared a longer wait. One that gets nothing within {@code timeoutMillis} of 30
 * seconds or more is starved, and fails the run. It does not tell how a pool behaves when demand is
 * not a closed loop: waiting threads ask for nothing else.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class PoolContention {
  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** How long a borrower keeps its connection, microseconds. */
  @Param({"0", "1000"})
  public long holdMicros;

  /** How long a borrower waits at most, milliseconds; HikariCP's minimum is 250. */
  @Param("30000")
  public long timeoutMillis;

  /** HikariCP's own default: who waits that long is starved by what the pool does, not by us. */
  private static final long STARVED_MILLIS = 30_000;

  private final PoolWaits waits = new PoolWaits();
  private final Map<PGConnection, Slot> slots = new IdentityHashMap<>();
  private HikariDataSource pool;
  private LastOut lastOut;

  /**
   * One physical connection. The pool's hand-over orders the accesses of its borrowers. What they
   * write is two cache lines away from the neighbours': otherwise borrowers of different
   * connections would wait for each other's cache line, and that would count as the pool's doing.
   */
  private static final class Slot {
    private static final int HELD = 16;
    private static final int BORROWS = 17;

    private final AtomicLongArray cells = new AtomicLongArray(2 * HELD + 2);

    boolean held() {
      return cells.getOpaque(HELD) != 0;
    }

    void take() {
      // Opaque: a compiler may drop a plain mark that is wiped out again when nothing is held.
      cells.setOpaque(HELD, 1);
      cells.setPlain(BORROWS, cells.getPlain(BORROWS) + 1);
    }

    void giveBack() {
      cells.setOpaque(HELD, 0);
    }

    long borrows() {
      return cells.get(BORROWS);
    }
  }

  /** Opens the pool and meets its connections. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    HikariConfig config =
        Pools.at(Pools.watched(poolSize, waits), Backends.postgres(), new Properties());
    config.setConnectionTimeout(timeoutMillis);
    pool = Pools.open(config);
    waits.of(pool);
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < poolSize; i++) {
      Connection connection = pool.getConnection();
      all.add(connection);
      slots.put(connection.unwrap(PGConnection.class), new Slot());
    }
    for (Connection connection : all) {
      connection.close();
    }
    int threads = params.getThreads();
    Metrics.derived(
        "pool.pending",
        "threads",
        summary -> {
          double busyNanos = summary.sumNanos("latency");
          return busyNanos == 0
              ? Double.NaN
              : threads * summary.sumNanos(PoolWaits.WAIT) / busyNanos;
        });
  }

  /** One thread that competes for connections. */
  @State(Scope.Thread)
  public static class Borrower {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private long borrows;
    private long gaveUp;

    /** Verifies and closes when all threads are done. */
    @TearDown
    public void close(PoolContention benchmark) {
      synchronized (benchmark) {
        benchmark.totalBorrows += borrows;
        benchmark.totalGaveUp += gaveUp;
      }
      if (benchmark.lastOut.isLast()) {
        benchmark.verifyAndClose();
      }
    }
  }

  private long totalBorrows;
  private long totalGaveUp;

  /** Borrow, hold, return; or give up. */
  @Benchmark
  public void borrow(Borrower borrower, Control control) throws SQLException {
    waits.within(control);
    borrower.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = pool.getConnection()) {
      Slot slot =
          Objects.requireNonNull(
              slots.get(connection.unwrap(PGConnection.class)),
              "the pool opened a connection of its own accord");
      Check.that("pool.exclusive", !slot.held(), "a connection was handed to two borrowers");
      slot.take();
      borrower.borrows++;
      Work.pause(holdMicros * 1_000);
      slot.giveBack();
    } catch (SQLTransientConnectionException e) {
      borrower.gaveUp++;
    }
    borrower.latency.record(System.nanoTime() - start);
  }

  private void verifyAndClose() {
    try (HikariDataSource closing = pool) {
      Check.equal("pool.active", 0, closing.getHikariPoolMXBean().getActiveConnections());
      long seen = slots.values().stream().mapToLong(Slot::borrows).sum();
      Check.equal("pool.borrows", totalBorrows, seen);
      Check.that("pool.served", seen > 0, "none of %d borrowers got a connection", totalGaveUp);
      Check.that(
          "pool.starved",
          totalGaveUp == 0 || timeoutMillis < STARVED_MILLIS,
          "%d borrowers waited for %d ms in vain",
          totalGaveUp,
          timeoutMillis);
    }
  }
}

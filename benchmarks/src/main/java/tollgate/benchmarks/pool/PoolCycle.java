package tollgate.benchmarks.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.Pools;
import tollgate.benchmarks.measure.Turn;

/**
 * What does it cost to borrow a connection and give it back when nothing waits?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar PoolCycle -t 50}</pre>
 *
 * <p>The pool holds a connection for each thread unless {@code poolSize} says otherwise; the
 * connection is passed on, but not used. With {@code driver=STUB} the time is HikariCP's alone,
 * with {@code REAL} it includes what the pool asks of pgjdbc on return. A cycle takes far less than
 * a microsecond, so no latencies are recorded: reading the clock would cost as much as the cycle.
 * Every 4096 cycles a thread yields ({@link Turn}), or scores would be false where threads
 * outnumber the cores.
 *
 * <p>It does not tell what a hand-over between threads costs: a thread mostly gets the connection
 * back that it returned last. {@link PoolContention} tells that.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class PoolCycle {
  /** Whose connections the pool holds. */
  public enum Driver {
    /** Connections that do nothing. */
    STUB,
    /** Connections of pgjdbc to the server. */
    REAL
  }

  /** Whose connections the pool holds. */
  @Param({"STUB", "REAL"})
  public Driver driver;

  /** Connections in the pool; 0 stands for one per thread. */
  @Param("0")
  public int poolSize;

  /** In each invocation: to count a single one's turn would take two per cent of it. */
  private static final int CYCLES = 16;

  private HikariDataSource pool;
  private int size;
  private LastOut lastOut;

  /** Opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    size = poolSize == 0 ? params.getThreads() : poolSize;
    lastOut = new LastOut(params);
    HikariConfig config = Pools.fixed(size);
    switch (driver) {
      case STUB -> config.setDataSource(new StubDataSource());
      case REAL -> Pools.at(config, Backends.postgres(), new Properties());
      default -> throw new IllegalStateException("unknown driver " + driver);
    }
    pool = Pools.open(config);
    Rehearsal.of(pool);
  }

  /** Lets the last thread close the pool. */
  @State(Scope.Thread)
  public static class Borrower {
    private final Turn turn = new Turn();

    /** Verifies and closes when all threads are done. */
    @TearDown
    public void close(PoolCycle benchmark) throws SQLException {
      if (benchmark.lastOut.isLast()) {
        benchmark.verifyAndClose();
      }
    }
  }

  /** Some times borrow and return. */
  @Benchmark
  @OperationsPerInvocation(CYCLES)
  public void cycle(Borrower borrower) throws SQLException {
    borrower.turn.taken(CYCLES);
    for (int i = 0; i < CYCLES; i++) {
      try (Connection connection = pool.getConnection()) {
        use(connection);
      }
    }
  }

  /**
   * As in any program the connection goes somewhere. Where all is compiled into one method, some
   * forks never make the pool's object for it: they allocate nothing instead of 56 bytes a cycle
   * and are a tenth faster, the others are not.
   */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private static void use(Connection connection) throws SQLException {
    Check.that("pool.open", !connection.isClosed(), "a borrowed connection is closed");
  }

  /** Every connection must be back in the pool, alive, and none handed out twice. */
  private void verifyAndClose() throws SQLException {
    try (HikariDataSource closing = pool) {
      Check.equal("pool.active", 0, closing.getHikariPoolMXBean().getActiveConnections());
      Check.equal("pool.total", size, closing.getHikariPoolMXBean().getTotalConnections());
      Set<Connection> distinct = new HashSet<>();
      Set<Connection> borrowed = new HashSet<>();
      try {
        for (int i = 0; i < size; i++) {
          Connection connection = closing.getConnection();
          borrowed.add(connection);
          distinct.add(connection.unwrap(Connection.class));
          Check.that("pool.alive", connection.isValid(5), "a pooled connection is dead");
        }
      } finally {
        for (Connection connection : borrowed) {
          connection.close();
        }
      }
      Check.equal("pool.distinct", size, distinct.size());
    }
  }
}

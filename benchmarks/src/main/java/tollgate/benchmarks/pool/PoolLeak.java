package tollgate.benchmarks.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
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
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.Pools;
import tollgate.benchmarks.measure.Turn;
import tollgate.benchmarks.measure.Work;

/**
 * Is a leaked connection seen, and what does watching for it cost every borrow?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar PoolLeak -t 50 -p thresholdMillis=0,2000}
 * </pre>
 *
 * <p>The cycle is that of PoolCycle with connections that do nothing, one per thread, and threads
 * yield as they do there ({@link Turn}). With a threshold HikariCP schedules a task at each borrow
 * and cancels it at the return; the difference to {@code thresholdMillis=0} is its price. At the
 * end of a trial with a threshold one connection is kept beyond it on purpose, and unless HikariCP
 * reports just that leak the run fails.
 *
 * <p>It does not tell what a leak does to the others, which PoolExhaustion shows, nor find leaks in
 * an application.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class PoolLeak {
  private static final String REPORT = "Apparent connection leak detected";

  /** Age at which HikariCP calls a borrow a leak; 0 for never, else at least 2000. */
  @Param({"0", "2000"})
  public long thresholdMillis;

  private HikariDataSource pool;
  private LastOut lastOut;

  /** Opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    HikariConfig config = Pools.fixed(params.getThreads());
    config.setDataSource(new StubDataSource());
    config.setLeakDetectionThreshold(thresholdMillis);
    pool = Pools.open(config);
    Rehearsal.of(pool);
  }

  /** One borrower. */
  @State(Scope.Thread)
  public static class Borrower {
    private final Turn turn = new Turn();

    /** Leaks one connection, when all threads are done. */
    @TearDown
    public void close(PoolLeak benchmark) throws SQLException {
      if (benchmark.lastOut.isLast()) {
        try (HikariDataSource closing = benchmark.pool) {
          benchmark.verify(closing);
        }
      }
    }
  }

  /** One borrow and return. */
  @Benchmark
  public boolean cycle(Borrower borrower) throws SQLException {
    borrower.turn.taken();
    try (Connection connection = pool.getConnection()) {
      return connection.isClosed();
    }
  }

  private void verify(HikariDataSource closing) throws SQLException {
    Check.equal("leak.active", 0, closing.getHikariPoolMXBean().getActiveConnections());
    if (thresholdMillis > 0) {
      Check.equal("leak.reported", 1, reportsOfOneLeak(closing));
    }
  }

  /** HikariCP tells of a leak in its log only, which goes to standard error. */
  private long reportsOfOneLeak(HikariDataSource leaking) throws SQLException {
    PrintStream standardError = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (PrintStream capture = new PrintStream(log, true, StandardCharsets.UTF_8)) {
      System.setErr(capture);
      try (Connection leaked = leaking.getConnection()) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(thresholdMillis) * 3;
        while (reports(log) == 0 && System.nanoTime() < deadline) {
          Work.pause(TimeUnit.MILLISECONDS.toNanos(20));
        }
      }
    } finally {
      System.setErr(standardError);
    }
    return reports(log);
  }

  private static long reports(ByteArrayOutputStream log) {
    return log.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(REPORT))
        .count();
  }
}

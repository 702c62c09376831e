package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
import org.openjdk.jmh.infra.ThreadParams;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost to insert one row, durably?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar query.Insert -t 50}</pre>
 *
 * <p>Each operation borrows a connection and inserts one message in a transaction of its own: two
 * foreign keys to look up, two indexes to grow, one log flush that concurrent commits share.
 *
 * <p>It does not tell what a table of many million rows costs: the new rows are removed after each
 * iteration. BatchInsert and Copy tell what many rows at a time save.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Insert {
  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: agents that messages go between. */
  @Param("1000")
  public int agents;

  private Database database;
  private LastOut lastOut;
  private LastOut lastOutOfIteration;
  private final LongAdder written = new LongAdder();

  /** Restores the seeded rows and opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    database = Database.forWriting(agents, poolSize, driver());
  }

  /** One writer. */
  @State(Scope.Thread)
  public static class Writer {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private SplittableRandom random;

    /** Gives each thread choices of its own. */
    @Setup
    public void seed(ThreadParams thread) {
      random = new SplittableRandom(thread.getThreadIndex());
    }

    /** What was written must be there; then it goes, so that the table does not grow. */
    @TearDown(Level.Iteration)
    public void verify(Insert benchmark) throws SQLException {
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.database.verifyAndRemoveMessages(benchmark.written.sumThenReset());
      }
    }

    /** Leaves the seeded rows behind. */
    @TearDown
    public void close(Insert benchmark) throws SQLException {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.reset();
        benchmark.database.close();
      }
    }
  }

  private static Properties driver() {
    return Database.prepared();
  }

  /** One message. */
  @Benchmark
  public int insert(Writer writer, Control control) throws SQLException {
    writer.latency.within(control);
    long start = System.nanoTime();
    int rows;
    try (Connection connection = database.borrow(control);
        PreparedStatement statement = connection.prepareStatement(Database.INSERT_MESSAGE)) {
      statement.setLong(1, writer.random.nextInt(agents) + 1L);
      statement.setLong(2, writer.random.nextInt(agents) + 1L);
      rows = statement.executeUpdate();
    }
    writer.latency.record(System.nanoTime() - start);
    Check.equal("insert.rows", 1, rows);
    written.increment();
    return rows;
  }
}

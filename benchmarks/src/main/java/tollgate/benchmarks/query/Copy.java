package tollgate.benchmarks.query;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
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
import org.postgresql.PGConnection;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost to load many rows by COPY?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar query.Copy -t 50 -p rows=100,1000,10000}
 * </pre>
 *
 * <p>Each operation borrows a connection and copies {@code rows} messages into the table in one
 * transaction. Rows per second are the score times {@code rows}; compare BatchInsert.
 *
 * <p>It does not tell what making the rows costs: the text to copy is ready.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Copy {
  /** Rows per COPY. */
  @Param("1000")
  public int rows;

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
    public void verify(Copy benchmark) throws SQLException {
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.database.verifyAndRemoveMessages(benchmark.written.sumThenReset());
      }
    }

    /** Leaves the seeded rows behind. */
    @TearDown
    public void close(Copy benchmark) throws SQLException {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.reset();
        benchmark.database.close();
      }
    }
  }

  private static final String SQL =
      "copy tollgate.messages (sender_id, recipient_id, kind, body) from stdin";

  private Properties driver() {
    StringBuilder ready = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      ready.append(i % agents + 1).append('\t').append((i * 7L) % agents + 1);
      ready.append("\tchat\t").append(Database.BENCHMARK_BODY).append('\n');
    }
    text = ready.toString();
    return Database.prepared();
  }

  private String text = "";

  /** One COPY. */
  @Benchmark
  public long copy(Writer writer, Control control) throws SQLException, IOException {
    writer.latency.within(control);
    long start = System.nanoTime();
    long copied;
    try (Connection connection = database.borrow(control)) {
      copied =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL, new StringReader(text));
    }
    writer.latency.record(System.nanoTime() - start);
    Check.equal("copy.rows", rows, copied);
    written.add(copied);
    return copied;
  }
}

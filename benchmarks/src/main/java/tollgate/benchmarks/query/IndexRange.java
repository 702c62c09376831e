package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.SplittableRandom;
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
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.domain.DataSize;
import tollgate.benchmarks.domain.Generated;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost to read a run of rows along an index?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar IndexRange -t 50 -p rows=10,100,1000}
 * </pre>
 *
 * <p>Each operation borrows a connection and fetches the {@code rows} knowledge nodes created in a
 * random one of 1024 intervals, in order, over a B-tree on the time of creation.
 *
 * <p>Rows lie in the table in the order of the index and all in memory: it does not tell what a
 * range over scattered or cold rows costs.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class IndexRange {
  private static final int RANGES = 1_024;

  static final String SQL =
      """
      select id, label from tollgate.nodes
      where created_at >= ? and created_at < ? order by created_at""";

  /** Rows in the interval. */
  @Param("100")
  public int rows;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: five nodes per agent. */
  @Param("1000")
  public int agents;

  private Database database;
  private LastOut lastOut;
  private Range[] ranges;

  /** An interval of times and the first node in it. */
  private record Range(long first, OffsetDateTime from, OffsetDateTime to) {
    static Range of(long first, int rows) {
      return new Range(first, time(first), time(first + rows));
    }

    private static OffsetDateTime time(long node) {
      return OffsetDateTime.parse(Generated.time(node));
    }
  }

  /** Seeds the data and opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    // Ready before: an agent has its times, and making them is none of the query's business.
    ranges =
        new SplittableRandom(1)
            .longs(RANGES, 1, new DataSize(agents).nodes() - rows + 1L)
            .mapToObj(first -> Range.of(first, rows))
            .toArray(Range[]::new);
    database = Database.forReading(agents, poolSize, Database.prepared());
    Plans.requireIndex(database, "nodes_created", SQL, ranges[0].from, ranges[0].to);
  }

  /** One reader. */
  @State(Scope.Thread)
  public static class Reader {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private SplittableRandom random;

    /** Gives each thread choices of its own. */
    @Setup
    public void seed(ThreadParams thread) {
      random = new SplittableRandom(thread.getThreadIndex());
    }

    /** Closes the pool when all threads are done. */
    @TearDown
    public void close(IndexRange benchmark) {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.close();
      }
    }
  }

  /** One range. */
  @Benchmark
  public long range(Reader reader, Control control) throws SQLException {
    Range range = ranges[reader.random.nextInt(RANGES)];
    long idSum = 0;
    int found = 0;
    long labelChars = 0;
    reader.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = database.borrow(control);
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, range.from);
      statement.setObject(2, range.to);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found++;
          idSum += result.getLong(1);
          labelChars += result.getString(2).length();
        }
      }
    }
    reader.latency.record(System.nanoTime() - start);
    Check.equal("range.rows", rows, found);
    Check.equal("range.idSum", rows * range.first + (long) rows * (rows - 1) / 2, idSum);
    return labelChars;
  }
}

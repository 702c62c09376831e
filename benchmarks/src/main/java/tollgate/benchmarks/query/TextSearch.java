package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import tollgate.benchmarks.domain.Generated;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost to search text by words and rank what is found?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar TextSearch -t 50}</pre>
 *
 * <p>Each operation borrows a connection and fetches the best ranked knowledge nodes that hold a
 * random topic word, one in 211, over a GIN index of a stored text-search vector.
 *
 * <p>It does not tell how good the ranking is, nor what a common word costs: each of its rows would
 * have to be ranked.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class TextSearch {
  static final String SQL =
      """
      select id, ts_rank(search, query) from tollgate.nodes, to_tsquery('english', ?) query
      where search @@ query order by 2 desc, 1""";

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: five nodes per agent. */
  @Param("1000")
  public int agents;

  private static final String[] WORDS =
      IntStream.range(0, Generated.TOPICS).mapToObj(Generated::topicWord).toArray(String[]::new);

  private Database database;
  private LastOut lastOut;

  /** Seeds the data and opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    database = Database.forReading(agents, poolSize, Database.prepared());
    Plans.requireIndex(database, "nodes_search", SQL, WORDS[1]);
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
    public void close(TextSearch benchmark) {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.close();
      }
    }
  }

  /** One search. */
  @Benchmark
  public double search(Reader reader, Control control) throws SQLException {
    int topic = reader.random.nextInt(Generated.TOPICS);
    long found = 0;
    long idSum = 0;
    double rank = 0;
    reader.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = database.borrow(control);
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, WORDS[topic]);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found++;
          idSum += rows.getLong(1);
          rank += rows.getDouble(2);
        }
      }
    }
    reader.latency.record(System.nanoTime() - start);
    Generated.Matches expected =
        Generated.congruent(topic, Generated.TOPICS, database.size().nodes());
    Check.equal("text.rows", expected.count(), found);
    Check.equal("text.idSum", expected.idSum(), idSum);
    Check.that("text.rank", rank > 0, "nothing was ranked");
    return rank;
  }
}

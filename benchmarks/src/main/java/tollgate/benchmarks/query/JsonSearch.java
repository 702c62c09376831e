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
 * What does it cost to find rows by what their JSON contains?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar JsonSearch -t 50}</pre>
 *
 * <p>Each operation borrows a connection and fetches the knowledge nodes whose attributes contain a
 * random domain, one in 97, over a GIN index.
 *
 * <p>It does not tell what a path expression that the index cannot serve would cost.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class JsonSearch {
  static final String SQL =
      "select id, attributes ->> 'confidence' from tollgate.nodes where attributes @> ?::jsonb";

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: five nodes per agent. */
  @Param("1000")
  public int agents;

  private static final String[] DOMAINS =
      IntStream.range(0, Generated.DOMAINS)
          .mapToObj(domain -> "{\"domain\":\"d" + domain + "\"}")
          .toArray(String[]::new);

  private Database database;
  private LastOut lastOut;

  /** Seeds the data and opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    database = Database.forReading(agents, poolSize, Database.prepared());
    Plans.requireIndex(database, "nodes_attributes", SQL, DOMAINS[1]);
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
    public void close(JsonSearch benchmark) {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.close();
      }
    }
  }

  /** One search. */
  @Benchmark
  public long search(Reader reader, Control control) throws SQLException {
    int domain = reader.random.nextInt(Generated.DOMAINS);
    long found = 0;
    long idSum = 0;
    long chars = 0;
    reader.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = database.borrow(control);
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, DOMAINS[domain]);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found++;
          idSum += rows.getLong(1);
          chars += rows.getString(2).length();
        }
      }
    }
    reader.latency.record(System.nanoTime() - start);
    Generated.Matches expected =
        Generated.congruent(domain, Generated.DOMAINS, database.size().nodes());
    Check.equal("json.rows", expected.count(), found);
    Check.equal("json.idSum", expected.idSum(), idSum);
    return chars;
  }
}

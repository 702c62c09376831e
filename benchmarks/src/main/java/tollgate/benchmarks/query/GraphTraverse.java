package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import tollgate.benchmarks.domain.GraphAnswers;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost to walk the knowledge graph a few edges deep in one recursive query?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar GraphTraverse -t 50 -p depth=1,2,3,4}
 * </pre>
 *
 * <p>Each operation borrows a connection and fetches the distinct nodes within {@code depth} edges
 * of a random start, with their labels: 85 at most at depth 3, as each node has four edges. The
 * answers are known from a search of the same graph in Java.
 *
 * <p>It does not tell what a graph database or a walk in several round trips would cost.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class GraphTraverse {
  private static final int STARTS = 256;

  private static final String SQL =
      """
      with recursive reach (id, depth) as (
        select ?::bigint, 0
        union
        select e.target_id, r.depth + 1
        from reach r join tollgate.edges e on e.source_id = r.id
        where r.depth < ?)
      select n.id, n.label
      from (select distinct id from reach) r join tollgate.nodes n on n.id = r.id""";

  /** Edges from the start at most. */
  @Param("3")
  public int depth;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: five nodes per agent, four edges per node. */
  @Param("1000")
  public int agents;

  private Database database;
  private LastOut lastOut;
  private GraphAnswers.Reach[] answers;

  /** Seeds the data, opens the pool, computes the answers. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    database = Database.forReading(agents, poolSize, Database.prepared());
    DataSize size = database.size();
    answers =
        new SplittableRandom(1)
            .longs(STARTS, 1, size.nodes() + 1L)
            .mapToObj(start -> GraphAnswers.reach(start, depth, size))
            .toArray(GraphAnswers.Reach[]::new);
  }

  /** One walker. */
  @State(Scope.Thread)
  public static class Walker {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private SplittableRandom random;

    /** Gives each thread starts of its own. */
    @Setup
    public void seed(ThreadParams thread) {
      random = new SplittableRandom(thread.getThreadIndex());
    }

    /** Closes the pool when all threads are done. */
    @TearDown
    public void close(GraphTraverse benchmark) {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.close();
      }
    }
  }

  /** One walk. */
  @Benchmark
  public long traverse(Walker walker, Control control) throws SQLException {
    GraphAnswers.Reach expected = answers[walker.random.nextInt(STARTS)];
    int nodes = 0;
    long idSum = 0;
    long labelChars = 0;
    walker.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = database.borrow(control);
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setLong(1, expected.start());
      statement.setInt(2, depth);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          nodes++;
          idSum += rows.getLong(1);
          labelChars += rows.getString(2).length();
        }
      }
    }
    walker.latency.record(System.nanoTime() - start);
    Check.equal("traverse.nodes", expected.nodes(), nodes);
    Check.equal("traverse.idSum", expected.idSum(), idSum);
    return labelChars;
  }
}

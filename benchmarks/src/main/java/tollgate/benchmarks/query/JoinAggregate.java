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
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost to join three tables and count by group?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar JoinAggregate -t 50}</pre>
 *
 * <p>Each operation borrows a connection and counts, for a random coalition, its members' knowledge
 * nodes by kind: ten members, fifty nodes, five groups.
 *
 * <p>It does not tell what an aggregate over a whole table costs, which is a matter of the server's
 * scan and not of the query path.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class JoinAggregate {
  static final String SQL =
      """
      select n.kind, count(*), sum(n.id)
      from tollgate.members m
      join tollgate.agents a on a.id = m.agent_id
      join tollgate.nodes n on n.owner_id = a.id
      where m.coalition_id = ?
      group by n.kind""";

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: five nodes per agent. */
  @Param("1000")
  public int agents;

  private Database database;
  private LastOut lastOut;

  /** Seeds the data and opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    database = Database.forReading(agents, poolSize, Database.prepared());
    Plans.requireIndex(database, "nodes_owner", SQL, 1L);
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
    public void close(JoinAggregate benchmark) {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.close();
      }
    }
  }

  /** One coalition's summary. */
  @Benchmark
  public long summarize(Reader reader, Control control) throws SQLException {
    DataSize size = database.size();
    long coalition = reader.random.nextInt(size.coalitions()) + 1L;
    long nodes = 0;
    long idSum = 0;
    int kinds = 0;
    reader.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = database.borrow(control);
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setLong(1, coalition);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          kinds += rows.getString(1).isEmpty() ? 0 : 1;
          nodes += rows.getLong(2);
          idSum += rows.getLong(3);
        }
      }
    }
    reader.latency.record(System.nanoTime() - start);
    verify(size, coalition, nodes, idSum);
    return kinds;
  }

  /** Members are every coalitions-th agent; an agent's nodes are every agents-th node. */
  private static void verify(DataSize size, long coalition, long nodes, long idSum) {
    long expectedNodes = 0;
    long expectedSum = 0;
    for (long agent = coalition; agent <= size.agents(); agent += size.coalitions()) {
      for (long node = agent; node <= size.nodes(); node += size.agents()) {
        expectedNodes++;
        expectedSum += node;
      }
    }
    Check.equal("join.nodes", expectedNodes, nodes);
    Check.equal("join.idSum", expectedSum, idSum);
  }
}

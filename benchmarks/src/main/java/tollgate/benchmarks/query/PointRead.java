package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * What does it cost to read one row by its primary key?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar PointRead -t 50 -p protocol=SIMPLE,EXTENDED,PREPARED}
 * </pre>
 *
 * <p>Each operation reads the label of a random knowledge node. With {@code access=HELD} each
 * thread keeps a connection and an open statement; with {@code POOLED} it borrows from a pool of
 * {@code poolSize} connections and prepares each time, as most applications do, and {@code
 * pool.wait.*} says how long it waited. The difference of the two is the price of pool and prepare.
 *
 * <p>All rows are in the server's memory: it does not tell what a read from disk costs. On a
 * machine shared with the server, more threads than CPUs measure the queue for the CPUs.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class PointRead {
  private static final String SQL = "select label from tollgate.nodes where id = ?";

  /** How statements travel. */
  public enum Protocol {
    /** As text with the values written in, parsed and planned each time. */
    SIMPLE("preferQueryMode", "simple"),
    /** Parsed and planned by the server each time, values apart. */
    EXTENDED("prepareThreshold", "0"),
    /** Parsed once per connection. */
    PREPARED("prepareThreshold", "1");

    private final String property;
    private final String value;

    Protocol(String property, String value) {
      this.property = property;
      this.value = value;
    }
  }

  /** Where a thread gets its connection. */
  public enum Access {
    /** Its own, with the statement held open. */
    HELD,
    /** Borrowed from the pool for each operation. */
    POOLED
  }

  /** How statements travel. */
  @Param("PREPARED")
  public Protocol protocol;

  /** Where a thread gets its connection. */
  @Param({"HELD", "POOLED"})
  public Access access;

  /** Connections in the pool when pooled. */
  @Param("10")
  public int poolSize;

  /** Amount of data: five nodes per agent. */
  @Param("1000")
  public int agents;

  private Database database;
  private LastOut lastOut;

  /** Seeds the data and opens the pool, where one is used. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    Properties driver = new Properties();
    driver.setProperty(protocol.property, protocol.value);
    database = Database.forReading(agents, access == Access.HELD ? 0 : poolSize, driver);
  }

  /** One reader. */
  @State(Scope.Thread)
  public static class Reader {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private @Nullable Connection held;
    private @Nullable PreparedStatement statement;
    private SplittableRandom random;

    /** Opens the statement where it is held. */
    @Setup
    public void open(PointRead benchmark, ThreadParams thread) throws SQLException {
      random = new SplittableRandom(thread.getThreadIndex());
      if (benchmark.access == Access.HELD) {
        held = benchmark.database.connect();
        statement = held.prepareStatement(SQL);
      }
    }

    /** Gives everything back. */
    @TearDown
    public void close(PointRead benchmark) throws SQLException {
      if (statement != null) {
        statement.close();
      }
      if (held != null) {
        held.close();
      }
      if (benchmark.lastOut.isLast()) {
        benchmark.database.close();
      }
    }
  }

  /** One read. */
  @Benchmark
  public String read(Reader reader, Control control) throws SQLException {
    long id = reader.random.nextInt(database.size().nodes()) + 1L;
    reader.latency.within(control);
    long start = System.nanoTime();
    String label;
    if (reader.statement != null) {
      label = labelOf(reader.statement, id);
    } else {
      try (Connection connection = database.borrow(control);
          PreparedStatement statement = connection.prepareStatement(SQL)) {
        label = labelOf(statement, id);
      }
    }
    reader.latency.record(System.nanoTime() - start);
    Check.that("read.label", Generated.isNodeLabel(id, label), "node %d has another label", id);
    return label;
  }

  private static String labelOf(PreparedStatement statement, long id) throws SQLException {
    statement.setLong(1, id);
    try (ResultSet rows = statement.executeQuery()) {
      Check.that("read.found", rows.next(), "there is no node %d", id);
      return rows.getString(1);
    }
  }
}

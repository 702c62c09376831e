package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What do reads and writes cost when they share tables and connections, 60 to 40?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar MixedReadWrite -t 50}</pre>
 *
 * <p>A read fetches an agent's state and its ten latest messages. A write is one transaction that
 * sends a message and updates the recipient's state, durable when it returns. Agents are drawn at
 * random, so that writers meet on rows now and then. {@code latency.*} is over both, {@code
 * latency.read.*} and {@code latency.write.*} apart; all include the wait for a connection, which
 * {@code pool.wait.*} shows alone.
 *
 * <p>It does not tell how a load that keeps coming would queue: threads wait for their answers.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class MixedReadWrite {
  private static final String STATE =
      "select version, (state ->> 'agent')::bigint from tollgate.agent_state where agent_id = ?";
  private static final String INBOX =
      """
      select id, recipient_id from tollgate.messages
      where recipient_id = ? order by sent_at desc limit 10""";
  private static final String SEND =
      """
      insert into tollgate.messages (sender_id, recipient_id, kind, body)
      values (?, ?, 'chat', 'written by a benchmark')""";
  private static final String TOUCH =
      """
      update tollgate.agent_state set version = version + 1, updated_at = now()
      where agent_id = ?""";

  /** Share of reads. */
  @Param("60")
  public int readPercent;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: a state and five messages per agent. */
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
    database = Database.forWriting(agents, poolSize, Database.prepared());
  }

  /** One agent host. */
  @State(Scope.Thread)
  public static class Host {
    private final LatencyRecorder all = Metrics.latency("latency");
    private final LatencyRecorder reads = Metrics.latency("latency.read");
    private final LatencyRecorder writes = Metrics.latency("latency.write");
    private long[] seenVersions;
    private SplittableRandom random;

    /** Gives each thread choices of its own. */
    @Setup
    public void seed(MixedReadWrite benchmark, ThreadParams thread) {
      random = new SplittableRandom(thread.getThreadIndex());
      seenVersions = new long[benchmark.agents + 1];
    }

    /** Messages and versions must tally; then the new messages and dead rows go. */
    @TearDown(org.openjdk.jmh.annotations.Level.Iteration)
    public void verify(MixedReadWrite benchmark) throws SQLException {
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.verifyTally();
      }
    }

    /** Leaves the seeded rows behind. */
    @TearDown
    public void close(MixedReadWrite benchmark) throws SQLException {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.reset();
        benchmark.database.close();
      }
    }
  }

  /** One read or one write. */
  @Benchmark
  public long readOrWrite(Host host, Control control) throws SQLException {
    boolean reading = host.random.nextInt(100) < readPercent;
    long agent = host.random.nextInt(agents) + 1L;
    LatencyRecorder own = reading ? host.reads : host.writes;
    host.all.within(control);
    own.within(control);
    long start = System.nanoTime();
    long result;
    try (Connection connection = database.borrow(control)) {
      result = reading ? read(connection, host, agent) : write(connection, host, agent);
    }
    long nanos = System.nanoTime() - start;
    host.all.record(nanos);
    own.record(nanos);
    return result;
  }

  private static long read(Connection connection, Host host, long agent) throws SQLException {
    try (PreparedStatement state = connection.prepareStatement(STATE);
        PreparedStatement inbox = connection.prepareStatement(INBOX)) {
      state.setLong(1, agent);
      try (ResultSet rows = state.executeQuery()) {
        Check.that("mixed.state", rows.next(), "agent %d has no state", agent);
        Check.equal("mixed.state.agent", agent, rows.getLong(2));
        long version = rows.getLong(1);
        Check.that(
            "mixed.state.version",
            version >= host.seenVersions[(int) agent],
            "agent %d went back to version %d",
            agent,
            version);
        host.seenVersions[(int) agent] = version;
      }
      long messages = 0;
      inbox.setLong(1, agent);
      try (ResultSet rows = inbox.executeQuery()) {
        while (rows.next()) {
          messages++;
          Check.equal("mixed.inbox.recipient", agent, rows.getLong(2));
        }
      }
      return messages;
    }
  }

  private long write(Connection connection, Host host, long agent) throws SQLException {
    // The pool rolls back what was not committed, and turns auto-commit on again, at the return.
    connection.setAutoCommit(false);
    try (PreparedStatement send = connection.prepareStatement(SEND);
        PreparedStatement touch = connection.prepareStatement(TOUCH)) {
      send.setLong(1, host.random.nextInt(agents) + 1L);
      send.setLong(2, agent);
      Check.equal("mixed.send", 1, send.executeUpdate());
      touch.setLong(1, agent);
      Check.equal("mixed.touch", 1, touch.executeUpdate());
      connection.commit();
      written.increment();
      return agent;
    }
  }

  /** Each write that was committed sent one message and raised one version. */
  private void verifyTally() throws SQLException {
    long raised = database.number("select sum(version) - count(*) from tollgate.agent_state");
    long sent =
        database.number(
            "select count(*) from tollgate.messages where body = 'written by a benchmark'");
    Check.equal("mixed.sent", written.sumThenReset(), sent);
    Check.equal("mixed.tally", raised, tallied + sent);
    tallied += sent;
    database.execute(
        "delete from tollgate.messages where body = 'written by a benchmark'",
        "vacuum tollgate.messages",
        "vacuum tollgate.agent_state");
  }

  private long tallied;
}

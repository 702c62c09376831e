package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
 * What does it cost to save an agent's state, and how does that grow with the state?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar StateUpsert -t 50 -p bytes=1000,10000,100000,1000000}
 * </pre>
 *
 * <p>Each operation borrows a connection and inserts or replaces one agent's state, a JSON object
 * of about {@code bytes}, in a transaction of its own, durable when it returns. A thread has up to
 * 16 agents of its own, so that threads compete for connections, log and CPUs, but not for rows.
 *
 * <p>It does not tell what agents that fight for one row would see; MixedReadWrite comes nearer.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class StateUpsert {
  private static final String SQL =
      """
      insert into tollgate.agent_state (agent_id, version, state) values (?, 1, ?::jsonb)
      on conflict (agent_id) do update
        set version = agent_state.version + 1, state = excluded.state, updated_at = now()
      returning version""";

  private static final int AGENTS_PER_THREAD = 16;
  private static final int PAYLOADS = 4;

  /** Size of a state's text. */
  @Param({"1000", "10000"})
  public int bytes;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data; at least as many agents as threads. */
  @Param("1000")
  public int agents;

  private Database database;
  private LastOut lastOut;
  private LastOut lastOutOfIteration;

  /** Restores the seeded states and opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    if (agents < params.getThreads()) {
      throw new IllegalArgumentException(
          "StateUpsert needs at least as many agents as threads: set -p agents="
              + params.getThreads());
    }
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    database = Database.forWriting(agents, poolSize, Database.prepared());
  }

  /** One agent host, the only writer of its agents. */
  @State(Scope.Thread)
  public static class Host {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private long[] ids;
    private long[] versions;
    private final String[] payloads = new String[PAYLOADS];
    private int turn;

    /** Chooses the agents; their seeded state has version 1. */
    @Setup
    public void open(StateUpsert benchmark, ThreadParams thread) {
      int own = Math.min(AGENTS_PER_THREAD, benchmark.agents / thread.getThreadCount());
      ids = new long[own];
      versions = new long[own];
      for (int i = 0; i < own; i++) {
        ids[i] = 1L + thread.getThreadIndex() + (long) i * thread.getThreadCount();
        versions[i] = 1;
      }
      for (int i = 0; i < PAYLOADS; i++) {
        payloads[i] = Generated.state(ids[0], i + 1L, benchmark.bytes);
      }
    }

    /** What was saved last must be what is stored; then the dead rows go. */
    @TearDown(org.openjdk.jmh.annotations.Level.Iteration)
    public void verify(StateUpsert benchmark) throws SQLException {
      if (turn > 0) {
        benchmark.verifyStored(ids[lastIndex()], versions[lastIndex()], payloads[lastPayload()]);
      }
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.database.execute("vacuum tollgate.agent_state");
      }
    }

    private int lastIndex() {
      return (turn - 1) % ids.length;
    }

    private int lastPayload() {
      return (turn - 1) % PAYLOADS;
    }

    /** Leaves the seeded states behind. */
    @TearDown
    public void close(StateUpsert benchmark) throws SQLException {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.reset();
        benchmark.database.close();
      }
    }
  }

  /** One state saved. */
  @Benchmark
  public long save(Host host, Control control) throws SQLException {
    int agent = host.turn % host.ids.length;
    String payload = host.payloads[host.turn % PAYLOADS];
    host.latency.within(control);
    long start = System.nanoTime();
    long version;
    try (Connection connection = database.borrow(control);
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setLong(1, host.ids[agent]);
      statement.setString(2, payload);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        version = rows.getLong(1);
      }
    }
    host.latency.record(System.nanoTime() - start);
    Check.equal("upsert.version", host.versions[agent] + 1, version);
    host.versions[agent] = version;
    host.turn++;
    return version;
  }

  private void verifyStored(long agent, long version, String payload) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "select version, state = ?::jsonb from tollgate.agent_state where agent_id = ?")) {
      statement.setString(1, payload);
      statement.setLong(2, agent);
      try (ResultSet rows = statement.executeQuery()) {
        Check.that("upsert.stored", rows.next(), "agent " + agent + " has no state");
        Check.equal("upsert.stored.version", version, rows.getLong(1));
        Check.that(
            "upsert.stored.state", rows.getBoolean(2), "agent " + agent + "'s state differs");
      }
    }
  }
}

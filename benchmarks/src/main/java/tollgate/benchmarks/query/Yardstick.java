package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * How near does JDBC come to pgbench on the same server with the same statements?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar Yardstick -t 8 -p script=SELECT_1,SELECT_ONLY,TPCB_LIKE,SKIP_LOCKED}
 * </pre>
 *
 * <p>Each operation is one transaction of one of pgbench's scripts. {@code access=HELD} keeps a
 * connection and its statements open per thread, {@code begin} and {@code end} among them, as
 * pgbench does under {@code -M prepared}: the same round trips. {@code HELD_JDBC} leaves the
 * transaction to {@code setAutoCommit(false)} and {@code commit()}: pgjdbc sends {@code begin}
 * together with the first statement, one round trip less. {@code POOLED} does so too, and borrows
 * and prepares each time. {@code scripts/peers/pgbench} runs all in turn and prints the ratios.
 *
 * <p>Balances and claims must tally at the end. It does not tell what other drivers or remote
 * servers would give.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Yardstick {
  /** Where a thread gets its connection. */
  public enum Access {
    /** Its own, with the statements held open, those included that begin and end a transaction. */
    HELD,
    /** The same, but the driver begins and commits. */
    HELD_JDBC,
    /** Borrowed from a pool with a connection per thread, prepared anew. */
    POOLED
  }

  /** Which of pgbench's scripts. */
  @Param("SELECT_1")
  public PgbenchScript script;

  /** Where a thread gets its connection. */
  @Param("HELD")
  public Access access;

  /** Pgbench's scale: 100,000 accounts each. */
  @Param("1")
  public int scale;

  private Database database;
  private LastOut lastOut;

  /** Makes pgbench's tables and opens a connection per thread. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    database = Database.forReading(1_000, params.getThreads(), Database.prepared());
    PgbenchTables.create(database, scale);
  }

  /** One client. */
  @State(Scope.Thread)
  public static class Client {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private PgbenchScript.Choice choice;
    private @Nullable Connection held;
    private @Nullable PreparedStatement begin;
    private @Nullable PreparedStatement end;
    private PreparedStatement @Nullable [] statements;
    private long transactions;

    /** Opens the statements where they are held. */
    @Setup
    public void open(Yardstick benchmark, ThreadParams thread) throws SQLException {
      choice =
          new PgbenchScript.Choice(new SplittableRandom(thread.getThreadIndex()), benchmark.scale);
      if (benchmark.access != Access.POOLED) {
        Connection own = benchmark.database.connectPooled();
        boolean driverCommits = benchmark.access == Access.HELD_JDBC;
        own.setAutoCommit(benchmark.script.autoCommit() || !driverCommits);
        if (!benchmark.script.autoCommit() && !driverCommits) {
          begin = own.prepareStatement("begin");
          end = own.prepareStatement("end");
        }
        statements = benchmark.script.prepare(own);
        held = own;
      }
    }

    /** Verifies when all clients are done. */
    @TearDown
    public void close(Yardstick benchmark) throws SQLException {
      if (held != null) {
        held.close();
      }
      synchronized (benchmark) {
        benchmark.transactions += transactions;
      }
      if (benchmark.lastOut.isLast()) {
        benchmark.verifyAndClose();
      }
    }
  }

  private long transactions;

  /** One transaction. */
  @Benchmark
  public void transact(Client client, Control control) throws SQLException {
    client.latency.within(control);
    long start = System.nanoTime();
    if (client.held != null && client.statements != null) {
      if (client.begin != null) {
        client.begin.execute();
      }
      script.run(client.statements, client.choice);
      if (client.end != null) {
        client.end.execute();
      } else if (!script.autoCommit()) {
        client.held.commit();
      }
    } else {
      borrowAndRun(client, control);
    }
    client.latency.record(System.nanoTime() - start);
    client.transactions++;
  }

  private void borrowAndRun(Client client, Control control) throws SQLException {
    try (Connection connection = database.borrow(control)) {
      connection.setAutoCommit(script.autoCommit());
      PreparedStatement[] prepared = script.prepare(connection);
      script.run(prepared, client.choice);
      if (!script.autoCommit()) {
        connection.commit();
      }
      for (PreparedStatement statement : prepared) {
        statement.close();
      }
    }
  }

  private void verifyAndClose() throws SQLException {
    try (Database closing = database) {
      long history = closing.number("select coalesce(sum(delta), 0) from tollgate.pgbench_history");
      for (String balance :
          new String[] {
            "sum(abalance) from tollgate.pgbench_accounts",
            "sum(tbalance) from tollgate.pgbench_tellers",
            "sum(bbalance) from tollgate.pgbench_branches"
          }) {
        Check.equal("yardstick.balance", history, closing.number("select " + balance));
      }
      if (script == PgbenchScript.TPCB_LIKE) {
        Check.equal(
            "yardstick.transactions",
            transactions,
            closing.number("select count(*) from tollgate.pgbench_history"));
      }
      if (script == PgbenchScript.SKIP_LOCKED) {
        Check.equal(
            "yardstick.claims",
            transactions,
            closing.number("select sum(claims) from tollgate.pgbench_queue"));
      }
    }
  }
}

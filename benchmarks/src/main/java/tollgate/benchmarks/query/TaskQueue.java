package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Counter;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost to claim a task from a table with {@code skip locked} and complete it?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar query.TaskQueue -t 50 -p backlog=100,10000}
 * </pre>
 *
 * <p>Each operation borrows a connection and, in one durable transaction, adds a task, claims the
 * first that nobody else has locked, and marks it done. {@code latency.*} is the whole; {@code
 * dead.tuples} is how many dead rows the iteration left in the table, which are then removed (too
 * few before PostgreSQL 15, whose statistics lag behind by up to a second), and {@code
 * claims.empty} counts claims that found every waiting task locked.
 *
 * <p>A task done twice or lost fails the run. It does not tell what workers cost that hold a claim
 * while they work: the transaction is as short as it can be.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class TaskQueue {
  private static final String ADD =
      "insert into tollgate.tasks (queue, payload) values ('taskqueue', '{}')";
  static final String CLAIM =
      """
      select id from tollgate.tasks where queue = 'taskqueue' and status = 'ready'
      order by priority desc, id limit 1 for update skip locked""";
  private static final String COMPLETE =
      """
      update tollgate.tasks
      set status = 'done', done_at = now(), attempts = attempts + 1, claimed_by = ?
      where id = ? and status = 'ready'""";

  /** Tasks that wait already. */
  @Param("100")
  public int backlog;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: a task of another queue, done, per agent. */
  @Param("1000")
  public int agents;

  private Database database;
  private LastOut lastOut;
  private LastOut lastOutOfIteration;
  private final LongAdder completed = new LongAdder();
  private final LongAdder leftOver = new LongAdder();
  private volatile double deadTuples = Double.NaN;

  /** Restores the seeded tasks, opens the pool, fills in the backlog. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    database = Database.forWriting(agents, poolSize, Database.prepared());
    database.execute(
        "insert into tollgate.tasks (queue, payload) select 'taskqueue', '{}' from"
            + " generate_series(1, "
            + backlog
            + ")",
        "vacuum (analyze) tollgate.tasks");
    Plans.requireIndex(database, "tasks_ready", CLAIM);
    Metrics.derived("dead.tuples", Metrics.COUNT, sums -> deadTuples);
  }

  /** One worker. */
  @State(Scope.Thread)
  public static class Worker {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final Counter empty = Metrics.counter("claims.empty");
    private int index;

    /** Gives the worker its number. */
    @Setup
    public void open(ThreadParams thread) {
      index = thread.getThreadIndex();
    }

    /**
     * As many tasks must be done, each once, as were completed, and as many wait as were added and
     * not claimed; then those done go.
     */
    @TearDown(Level.Iteration)
    public void verify(TaskQueue benchmark) throws SQLException {
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.verifyOnce();
      }
    }

    /** Leaves the seeded tasks behind. */
    @TearDown
    public void close(TaskQueue benchmark) throws SQLException {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.reset();
        benchmark.database.close();
      }
    }
  }

  /** One task added, one claimed and done. */
  @Benchmark
  public long work(Worker worker, Control control) throws SQLException {
    worker.latency.within(control);
    long start = System.nanoTime();
    long task;
    try (Connection connection = database.borrow(control)) {
      connection.setAutoCommit(false);
      task = workOn(connection, worker);
      connection.commit();
    }
    worker.latency.record(System.nanoTime() - start);
    if (task >= 0) {
      completed.increment();
    } else {
      leftOver.increment();
      worker.empty.increment();
    }
    return task;
  }

  private static long workOn(Connection connection, Worker worker) throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD);
        PreparedStatement claim = connection.prepareStatement(CLAIM);
        PreparedStatement complete = connection.prepareStatement(COMPLETE)) {
      Check.equal("taskqueue.added", 1, add.executeUpdate());
      long task;
      try (ResultSet rows = claim.executeQuery()) {
        if (!rows.next()) {
          return -1;
        }
        task = rows.getLong(1);
      }
      complete.setLong(1, worker.index);
      complete.setLong(2, task);
      Check.equal("taskqueue.completed", 1, complete.executeUpdate());
      return task;
    }
  }

  private void verifyOnce() throws SQLException {
    String done = " from tollgate.tasks where queue = 'taskqueue' and status = 'done'";
    Check.equal(
        "taskqueue.done", completed.sumThenReset(), database.number("select count(*)" + done));
    Check.equal(
        "taskqueue.once", 0, database.number("select count(*)" + done + " and attempts <> 1"));
    Check.equal(
        "taskqueue.ready",
        backlog + leftOver.sum(),
        database.number(
            "select count(*) from tollgate.tasks where queue = 'taskqueue' and status = 'ready'"));
    database.flushStatistics();
    deadTuples = database.number("select pg_stat_get_dead_tuples('tollgate.tasks'::regclass)");
    database.execute("delete" + done, "vacuum tollgate.tasks");
  }
}

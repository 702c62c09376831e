package tollgate.benchmarks.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import tollgate.benchmarks.domain.Generated;
import tollgate.benchmarks.measure.Counter;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does a transaction over two contended rows cost at each isolation level, retries included?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar Transfer -t 50 -p isolation=READ_COMMITTED,REPEATABLE_READ,SERIALIZABLE}
 * </pre>
 *
 * <p>Each operation moves one credit between two random accounts out of {@code accounts}, reading
 * both balances first, in one durable transaction. What the server refuses because of a concurrent
 * transaction is tried again until it succeeds, within the operation: {@code latency.*} is the
 * whole, {@code retries} counts the refusals, {@code retries.percent} relates them to transfers.
 *
 * <p>Each balance must be what the transfers that succeeded made it. It does not tell what a
 * back-off between attempts would save: there is none.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Transfer {
  private static final String READ =
      "select agent_id, credits from tollgate.accounts where agent_id in (?, ?)";
  private static final String BALANCES =
      "select agent_id, credits from tollgate.accounts where agent_id <= ?";
  private static final String MOVE =
      "update tollgate.accounts set credits = credits + ? where agent_id = ?";
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int REFUSED = -1;

  /** The isolation levels PostgreSQL distinguishes. */
  public enum Isolation {
    /** Each statement sees what was committed before it. */
    READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
    /** One snapshot; a row changed meanwhile refuses the write. */
    REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
    /** As if one after the other; what cannot be is refused. */
    SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

    private final int level;

    Isolation(int level) {
      this.level = level;
    }
  }

  /** Of every transfer. */
  @Param({"READ_COMMITTED", "SERIALIZABLE"})
  public Isolation isolation;

  /** Accounts that take part, 2 to the number of agents: fewer meet more often. */
  @Param("100")
  public int accounts;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** Amount of data: an account per agent. */
  @Param("1000")
  public int agents;

  private Database database;
  private LastOut lastOut;
  private LastOut lastOutOfIteration;
  private long[] expected;

  /** Restores the balances and opens the pool. */
  @Setup
  public void open(BenchmarkParams params) throws SQLException {
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    expected = new long[accounts + 1];
    Arrays.fill(expected, Generated.CREDITS);
    database = Database.forWriting(agents, poolSize, Database.prepared());
    Metrics.derived(
        "retries.percent", "%", sums -> 100.0 * sums.count("retries") / sums.count("transfers"));
  }

  /** One teller. */
  @State(Scope.Thread)
  public static class Teller {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final Counter transfers = Metrics.counter("transfers");
    private final Counter retries = Metrics.counter("retries");
    private SplittableRandom random;
    private long[] changes;

    /** Gives each thread choices of its own. */
    @Setup
    public void seed(Transfer benchmark, ThreadParams thread) {
      random = new SplittableRandom(thread.getThreadIndex());
      changes = new long[benchmark.accounts + 1];
    }

    /** Every balance must be as it was left, and their sum as it was; the dead rows go. */
    @TearDown(Level.Iteration)
    public void verify(Transfer benchmark) throws SQLException {
      synchronized (benchmark) {
        Arrays.setAll(
            benchmark.expected, account -> benchmark.expected[account] + changes[account]);
      }
      Arrays.fill(changes, 0);
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.verifyBalances();
      }
    }

    /** Leaves the seeded balances behind. */
    @TearDown
    public void close(Transfer benchmark) throws SQLException {
      if (benchmark.lastOut.isLast()) {
        benchmark.database.reset();
        benchmark.database.close();
      }
    }
  }

  /** One transfer, however many attempts it takes. */
  @Benchmark
  public int transfer(Teller teller, Control control) throws SQLException {
    long from = teller.random.nextInt(accounts) + 1L;
    long to = (from + teller.random.nextInt(accounts - 1)) % accounts + 1L;
    int attempts = 1;
    int amount;
    teller.latency.within(control);
    long start = System.nanoTime();
    try (Connection connection = database.borrow(control)) {
      connection.setTransactionIsolation(isolation.level);
      connection.setAutoCommit(false);
      amount = move(connection, from, to);
      while (amount == REFUSED) {
        attempts++;
        Check.that("transfer.done", System.nanoTime() - start < TIMEOUT_NANOS, "refused for 10 s");
        amount = move(connection, from, to);
      }
    }
    teller.latency.record(System.nanoTime() - start);
    teller.changes[(int) from] -= amount;
    teller.changes[(int) to] += amount;
    teller.transfers.increment();
    teller.retries.add(attempts - 1L);
    return attempts;
  }

  /** The credits moved, none from an empty account, or {@link #REFUSED}. */
  private static int move(Connection connection, long from, long to) throws SQLException {
    try {
      int amount = balance(connection, from, to) > 0 ? 1 : 0;
      // In order of identifiers, so that two transfers never wait for each other.
      add(connection, Math.min(from, to), from < to ? -amount : amount);
      add(connection, Math.max(from, to), from < to ? amount : -amount);
      connection.commit();
      return amount;
    } catch (SQLException e) {
      connection.rollback();
      // Serialization failure, deadlock, or two that took the last credit at once.
      if ("40001".equals(e.getSQLState())
          || "40P01".equals(e.getSQLState())
          || "23514".equals(e.getSQLState())) {
        return REFUSED;
      }
      throw e;
    }
  }

  private static long balance(Connection connection, long from, long to) throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(READ)) {
      read.setLong(1, from);
      read.setLong(2, to);
      long balance = -1;
      int rows = 0;
      try (ResultSet found = read.executeQuery()) {
        while (found.next()) {
          rows++;
          balance = found.getLong(1) == from ? found.getLong(2) : balance;
        }
      }
      Check.equal("transfer.accounts", 2, rows);
      return balance;
    }
  }

  private static void add(Connection connection, long account, long amount) throws SQLException {
    try (PreparedStatement move = connection.prepareStatement(MOVE)) {
      move.setLong(1, amount);
      move.setLong(2, account);
      Check.equal("transfer.moved", 1, move.executeUpdate());
    }
  }

  private void verifyBalances() throws SQLException {
    int found = 0;
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(BALANCES)) {
      statement.setLong(1, accounts);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found++;
          Check.equal("transfer.balance", expected[(int) rows.getLong(1)], rows.getLong(2));
        }
      }
    }
    Check.equal("transfer.balances", accounts, found);
    Check.equal(
        "transfer.sum",
        agents * Generated.CREDITS,
        database.number("select sum(credits) from tollgate.accounts"));
    database.execute("vacuum tollgate.accounts");
  }
}

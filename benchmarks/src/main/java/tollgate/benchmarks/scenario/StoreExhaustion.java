package tollgate.benchmarks.scenario;

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
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;

/**
 * What is served when two hundred ask at once for a pool of ten connections, and is the pool itself
 * again afterwards?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar StoreExhaustion -t 50 -p store=REDIS -p demand=200,400}
 * </pre>
 *
 * <p>Users borrow a connection to Redis (Jedis, its own pool) or PostgreSQL (HikariCP), write a
 * numbered value, read it back, and return the connection {@code holdMillis} after they got it.
 * They come at {@code rate}; in the middle of a shot {@code demand} of them come at once, {@code
 * waves} times, and the usual ones go on behind the last of these. {@code queue.*} is the wait for
 * a connection, {@code during.success.percent} what was served from the first wave until the pool
 * had recovered, {@code refused.*} who was not, {@code recovery} the time from the last wave until
 * ten in a row are served, {@code after.*} all that is due from then on, {@code queue.gone} the
 * time from the last wave until ten in a row get a connection within 5 ms, and {@code queue.isGone}
 * 1 where that came before the shot ended, else 0.
 *
 * <p>With the defaults a wave takes 300 ms to be served and nobody waits longer than 250 ms, which
 * is HikariCP's least: about one in seven must be refused, whoever serves. At the end the pool has
 * all its connections, and each value is the last that was acknowledged, or the run fails. It does
 * not tell what callers do who are refused: here they come again with a new demand, not the same
 * one.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.REDIS})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class StoreExhaustion {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final double MOMENT_SECONDS = 0.001;

  /** Where values are kept. */
  public enum Kind {
    /** PostgreSQL, through HikariCP. */
    POSTGRES,
    /** Redis, through Jedis. */
    REDIS
  }

  /** The server and its pool. */
  @Param({"POSTGRES", "REDIS"})
  public Kind store;

  /** Users who come at once. */
  @Param("200")
  public int demand;

  /** How many times they do, each when the wave before could have been served. */
  @Param("2")
  public int waves;

  /** Users per second before and after. */
  @Param("100")
  public double rate;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** How long a connection is held. */
  @Param("15")
  public int holdMillis;

  /** How long a user waits for a connection; HikariCP's least is 250 ms. */
  @Param("250")
  public int borrowMillis;

  /** Length of a shot besides the waves: a quarter of it before them, the rest after. */
  @Param("1.8")
  public double seconds;

  /** Fills the pool. */
  @Setup
  public void open(Stage stage) throws Exception {
    int users = stage.users(demand + (int) Math.ceil(rate));
    double every = (double) demand * holdMillis / poolSize / 1_000;
    Schedule schedule = schedule(every);
    long from = (long) (seconds / 4 * TimeUnit.SECONDS.toNanos(1));
    long to = from + (long) (((waves - 1) * every + MOMENT_SECONDS) * TimeUnit.SECONDS.toNanos(1));
    stage.present(
        new StoreScript(
            stage,
            store(users),
            users,
            schedule,
            TimeUnit.MILLISECONDS.toNanos(holdMillis),
            StoreScript.Incident.NONE,
            new Aftermath(schedule, from, to, 0)));
  }

  private Schedule schedule(double everySeconds) {
    if (waves < 1 || demand < 1) {
      throw new IllegalArgumentException("waves and demand must be at least 1");
    }
    Schedule schedule = Schedule.constant(rate, seconds / 4);
    if (waves > 1) {
      schedule = schedule.then(Schedule.bursts(waves - 1, demand, everySeconds));
    }
    return schedule
        .then(Schedule.bursts(1, demand, MOMENT_SECONDS))
        .then(Schedule.constant(rate, seconds * 3 / 4));
  }

  private Store store(int users) throws SQLException {
    return store == Kind.REDIS
        ? RedisStore.open(
            Backends.redis(), Backends.redis(), poolSize, borrowMillis, PATIENCE_MILLIS, users)
        : PostgresStore.open(Backends.postgres(), poolSize, borrowMillis);
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int run(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

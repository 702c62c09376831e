package tollgate.benchmarks.scenario;

import java.sql.SQLException;
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
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Counter;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.Work;

/**
 * Are limits on conversations kept when more users want one than may have one, and who waits?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar ConversationLimits -t 50 -p limit=GLOBAL,USER,CYCLES}
 * </pre>
 *
 * <p>At most 20 conversations may be active, and two of one user. {@code GLOBAL}: each of 50 users
 * starts one at the same time and holds it for 300 ms, and longer until somebody has been refused;
 * who is refused asks again until it gets in, which {@code queue.*} tells. {@code USER}: five
 * compete for the two of each account. {@code CYCLES}: {@code cycles} are started and stopped in
 * rapid order by 50 users. The platform writes down each start and stop in the transaction that
 * does it; at the end that log, replayed, must never exceed a limit, must have reached the one that
 * was scarce, and none may be active. {@code active.max}, {@code active.user.max} and {@code
 * active.left} are what the replay came to; {@code refused} counts the refusals.
 *
 * <p>A thread more than 50 is a user more. It does not tell how fair a queue in the platform would
 * be: who is refused asks again, and the next to ask wins.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 8)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class ConversationLimits {
  private static final int GLOBAL_LIMIT = 20;
  private static final int USER_LIMIT = 2;
  private static final int RIVALS = 5;
  private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long MOST_HELD_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long PATIENCE_MILLIS = 30_000;

  /** How many were active after each event, over all or for each user; the log is in order. */
  private static final String RUNNING =
      "select sum(case kind when 'start' then 1 else -1 end) over (%s order by id) as active"
          + " from tollgate.platform_events";

  /** What is scarce. */
  public enum Limit {
    /** Conversations at all. */
    GLOBAL,
    /** Conversations of one user. */
    USER,
    /** Nothing but the time between a stop and the next start. */
    CYCLES
  }

  /** What is scarce. */
  @Param({"GLOBAL", "USER", "CYCLES"})
  public Limit limit;

  /** Users. */
  @Param("50")
  public int users;

  /** Starts and stops in CYCLES. */
  @Param("1000")
  public int cycles;

  private Counter refused;
  private volatile long most;
  private volatile long mostOfOne;
  private volatile long left;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    int all = stage.users(users);
    int arrivals = limit == Limit.CYCLES ? cycles : all;
    refused = Metrics.counter("refused");
    Metrics.derived("active.max", Metrics.COUNT, each -> most);
    Metrics.derived("active.user.max", Metrics.COUNT, each -> mostOfOne);
    Metrics.derived("active.left", Metrics.COUNT, each -> left);
    Population people = Population.open(all);
    boolean scarce =
        limit == Limit.GLOBAL && all > GLOBAL_LIMIT || limit == Limit.USER && all > USER_LIMIT;
    stage.present(
        new OpenLoop(
            stage,
            people,
            // All at once, and nobody is late who comes in within its patience.
            Schedule.bursts(1, arrivals, PATIENCE_MILLIS / 1e3),
            new OpenLoop.Limits(GLOBAL_LIMIT, USER_LIMIT),
            (member, arrival, random) -> hold(member, scarce ? people : null),
            new OpenLoop.Observer() {
              @Override
              public void check(Population people) throws Exception {
                kept(people, all);
              }
            },
            limit == Limit.USER ? RIVALS : 1));
  }

  /**
   * One conversation, from start to stop.
   *
   * @param tried of whom one has to be refused before anybody stops: else a platform that starts
   *     one after another would never have its limit tried; null where nothing is scarce
   */
  private long hold(Member member, @Nullable Population tried) throws CallFailed {
    long conversation = member.startConversation(PATIENCE_MILLIS);
    long started = System.nanoTime();
    Work.pause(limit == Limit.CYCLES ? 0 : HOLD_NANOS);
    while (tried != null
        && tried.acknowledged().refusedStarts() == 0
        && System.nanoTime() - started < MOST_HELD_NANOS) {
      Work.pause(LOOK_NANOS);
    }
    member.stopConversation(conversation);
    return started;
  }

  /** The platform's own log says what was active after each start. */
  private void kept(Population people, int all) throws Exception {
    // First, what a user did not get an answer about is settled.
    people.verify();
    most = most(people, "");
    mostOfOne = most(people, "partition by agent_id");
    left =
        people.number(
            "select count(*) filter (where kind = 'start') - count(*) filter (where kind = 'stop')"
                + " from tollgate.platform_events");
    Check.that("limit.global", most <= GLOBAL_LIMIT, most + " were active at once");
    Check.that("limit.user", mostOfOne <= USER_LIMIT, mostOfOne + " of one user were active");
    Check.equal("limit.log", 0, left);
    Check.equal(
        "limit.count",
        most,
        people.number("select coalesce(max(active_total), 0) from tollgate.platform_events"));
    boolean reached =
        switch (limit) {
          case GLOBAL -> most == Math.min(GLOBAL_LIMIT, all);
          case USER -> mostOfOne == Math.min(USER_LIMIT, all);
          case CYCLES -> most > 0;
        };
    Check.that("limit.reached", reached, "the limit was not tried: " + most + " were active");
    refused.add(people.acknowledged().refusedStarts());
  }

  private static long most(Population people, String ofEach) throws SQLException {
    return people.number(
        "select coalesce(max(active), 0) from (" + RUNNING.formatted(ofEach) + ") as replayed");
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int load(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

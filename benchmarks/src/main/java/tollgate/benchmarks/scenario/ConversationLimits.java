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
 * starts one at the same time and holds it for 50 ms; who is refused asks again until it gets in,
 * which {@code queue.*} tells. {@code USER}: five compete for the two of each account. {@code
 * CYCLES}: {@code cycles} are started and stopped in rapid order by 50 users. The platform writes
 * down each start and stop in the transaction that does it; at the end that log must never exceed a
 * limit, and none may be active. {@code refused} counts the refusals.
 *
 * <p>A thread more than 50 is a user more. It does not tell how fair a queue in the platform would
 * be: who is refused asks again, and the next to ask wins.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class ConversationLimits {
  private static final int GLOBAL_LIMIT = 20;
  private static final int USER_LIMIT = 2;
  private static final int RIVALS = 5;
  private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PATIENCE_MILLIS = 30_000;

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
  @Param("200")
  public int cycles;

  private Counter refused;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    int all = stage.users(users);
    int arrivals = limit == Limit.CYCLES ? cycles : all;
    refused = Metrics.counter("refused");
    stage.present(
        new OpenLoop(
            stage,
            Population.open(all),
            Schedule.bursts(1, arrivals, 1),
            new OpenLoop.Limits(GLOBAL_LIMIT, USER_LIMIT),
            (member, arrival, random) -> hold(member),
            new OpenLoop.Observer() {
              @Override
              public void check(Population people) throws Exception {
                kept(people);
              }
            },
            limit == Limit.USER ? RIVALS : 1));
  }

  private long hold(Member member) throws CallFailed {
    long conversation = member.startConversation(PATIENCE_MILLIS);
    long started = System.nanoTime();
    Work.pause(limit == Limit.CYCLES ? 0 : HOLD_NANOS);
    member.stopConversation(conversation);
    return started;
  }

  /** The platform's own log says what was active after each start. */
  private void kept(Population people) throws SQLException {
    long most = people.number("select max(active_total) from tollgate.platform_events");
    long mostOfOne = people.number("select max(active_user) from tollgate.platform_events");
    Check.that("limit.global", most <= GLOBAL_LIMIT, most + " were active at once");
    Check.that("limit.user", mostOfOne <= USER_LIMIT, mostOfOne + " of one user were active");
    Check.equal(
        "limit.log",
        people.number("select count(*) from tollgate.platform_events where kind = 'start'"),
        people.number("select count(*) from tollgate.platform_events where kind = 'stop'"));
    refused.add(people.acknowledged().refusedStarts());
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int load(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

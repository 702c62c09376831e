package tollgate.benchmarks.scenario;

import java.time.Duration;
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
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;

/**
 * Does the platform recover when something breaks, and is anything lost that it had acknowledged?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar FailureRecovery -t 40 -p trouble=CLIENT_RESET,DATABASE_BLACK_HOLE,PLATFORM_KILL}
 * </pre>
 *
 * <p>A platform of the scenario's own serves messages, states, checkpoints and searches at {@code
 * rate}. When a quarter of a shot is over a trouble begins, and lasts for {@code troubleMillis}: a
 * proxy between users and platform or between platform and database delays, cuts or swallows what
 * passes; sessions in the database are killed; the disk that the database keeps checkpoints on runs
 * full, which takes a database of the scenario's own and root to mount such a disk, and fails with
 * one line where that cannot be done; the platform is paused, stopped or killed, and then started
 * afresh, reached by users when some have used it for three seconds, as behind a load balancer.
 * {@code before.*}, {@code during.*} and {@code after.*} tell the parts of the shot apart; {@code
 * recovery} is the time from the trouble's end until ten requests in a row succeed, in
 * milliseconds, {@code after.ratio} the median response from then on in medians before. A user
 * gives a request up after {@code patienceMillis}; {@code reads.success.percent} tells what could
 * be read all the while, {@code refused.*} how many requests were answered with 503, and how soon.
 *
 * <p>At the end every message, state and checkpoint that was acknowledged must be in the database,
 * or the run fails; it also fails when the trouble did not come about. It does not tell what a
 * database does whose disk breaks, or that has no room for its log.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class FailureRecovery {
  private static final int KINDS = 5;
  private static final int STATE_BYTES = 1_000;
  private static final double RESTART_SECONDS = 6;

  /** Without them half of what comes after is a pool that fills: its median says nothing else. */
  private static final double RECONNECT_SECONDS = 0.4;

  /** What goes wrong. */
  @Param("CLIENT_RESET")
  public Trouble trouble;

  /** How long. */
  @Param("300")
  public int troubleMillis;

  /** Requests per second. */
  @Param("120")
  public double rate;

  /** Users, which bounds the requests in flight. */
  @Param("40")
  public int users;

  /** How long a user waits for an answer. */
  @Param("500")
  public int patienceMillis;

  /**
   * Length of a shot; six seconds more where the platform is started afresh, 0.4 where it makes its
   * connections to the database anew.
   */
  @Param("1.6")
  public double seconds;

  /** Starts the platform that is to suffer, and logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    double more =
        trouble.restarts() ? RESTART_SECONDS : trouble.reconnects() ? RECONNECT_SECONDS : 0;
    Schedule schedule = Schedule.constant(rate, seconds + more);
    long from = (long) (seconds / 4 * TimeUnit.SECONDS.toNanos(1));
    long to = from + TimeUnit.MILLISECONDS.toNanos(troubleMillis);
    FragileSite site = FragileSite.open(trouble);
    try {
      Population people =
          Population.open(
              stage.users(users),
              site.address(),
              Duration.ofMillis(patienceMillis),
              site.database());
      Aftermath aftermath = new Aftermath(schedule, from, to, 0);
      stage.present(
          new FailureScript(stage, site, people, trouble, schedule, aftermath, new Degradation()));
    } catch (Exception e) {
      site.close();
      throw e;
    }
  }

  static void act(Member member, int arrival, long conversation, SplittableRandom random)
      throws CallFailed {
    switch (kind(arrival)) {
      case 0 -> member.saveState(STATE_BYTES);
      case 1 -> member.loadState();
      case 2 -> member.say(conversation, "message " + arrival, false);
      case 3 -> member.search(random);
      default -> member.checkpoint();
    }
  }

  /**
   * One of five kinds, each once in five arrivals, in an order that differs from five to five. In
   * one and the same order users who take turns would each do one thing for ever: checkpoints would
   * be of states that nobody saves, and the same row again.
   */
  static int kind(int arrival) {
    long five = arrival / KINDS;
    int turned = (int) ((five * 0x9E3779B97F4A7C15L) >>> 33) % KINDS;
    return (arrival + turned) % KINDS;
  }

  /** Whether an arrival only reads. */
  static boolean reads(int arrival) {
    int kind = kind(arrival);
    return kind == 1 || kind == 3;
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int run(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

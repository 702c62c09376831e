package tollgate.benchmarks.scenario;

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
 * How long does a whole conversation take when many are held at once?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar ConversationLoad -t 50 -p shape=CONCURRENT,SUSTAINED,BURSTS,MIXED}
 * </pre>
 *
 * <p>A conversation is started, holds three messages, and is stopped; {@code response.*} is all of
 * it, from when it was due, {@code queue.*} the part until the platform had taken it on. {@code
 * CONCURRENT} lets 50 users begin at once, {@code SUSTAINED} has independent arrivals at {@code
 * rate}, {@code BURSTS} five bursts of 20, and {@code MIXED} is sustained with three messages in
 * ten that walk the graph. At the end none is active, and every message that was acknowledged is in
 * the database. {@code memory.growth} is the platform's, after garbage collections.
 *
 * <p>It does not tell what the work of a real agent would take: a message costs a write, or a write
 * and a graph traversal.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 8)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class ConversationLoad {
  private static final int MESSAGES = 3;
  private static final int BURSTS = 5;
  private static final int BURST_SIZE = 20;
  private static final long SEED = 42;

  /** How conversations arrive. */
  public enum Shape {
    /** All users at once. */
    CONCURRENT,
    /** Independent arrivals at a constant rate. */
    SUSTAINED,
    /** Five bursts of 20. */
    BURSTS,
    /** Sustained, with quick and complex work. */
    MIXED
  }

  /** How conversations arrive. */
  @Param({"CONCURRENT", "SUSTAINED", "BURSTS", "MIXED"})
  public Shape shape;

  /** Users. */
  @Param("50")
  public int users;

  /** Conversations per second, where they arrive one by one. */
  @Param("20")
  public double rate;

  /** Length of a shot; CONCURRENT takes as long as it takes. */
  @Param("1")
  public double seconds;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    int all = stage.users(users);
    Schedule schedule =
        switch (shape) {
          case CONCURRENT -> Schedule.bursts(1, all, 1);
          case BURSTS -> Schedule.bursts(BURSTS, BURST_SIZE, seconds / BURSTS);
          case SUSTAINED, MIXED -> Schedule.poisson(rate, seconds, SEED);
        };
    stage.present(
        new OpenLoop(
            stage,
            Population.open(all),
            schedule,
            OpenLoop.Limits.NONE,
            (member, arrival, random) ->
                converse(member, arrival, shape == Shape.MIXED ? random.nextInt(10) : 9),
            OpenLoop.Observer.NONE));
  }

  private static long converse(Member member, int arrival, int draw) throws CallFailed {
    return member.converse(
        conversation -> {
          for (int i = 0; i < MESSAGES; i++) {
            member.say(conversation, "message " + i + " of " + arrival, (draw + i) % 10 < 3);
          }
        });
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int load(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

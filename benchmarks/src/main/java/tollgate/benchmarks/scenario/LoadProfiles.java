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
 * How does the platform bear the loads that operators plan for?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar LoadProfiles -t 20 -p load=BASELINE,STANDARD,PEAK,STRESS,SOAK}
 * </pre>
 *
 * <p>Users do what users do, in independent arrivals: statistics, searches, traversals, states,
 * conversations, logins, in fixed shares. {@code BASELINE} is 20 requests a second of 10 users, for
 * three times {@code seconds} since they are few, {@code STANDARD} 50 of 20, {@code PEAK} 100 of
 * 50, {@code STRESS} 200 of 100, and {@code SOAK} the standard load for thirty times {@code
 * seconds}. {@code drift} is how much longer the median response took in the last third of a shot
 * than in the first, as a share; {@code memory.growth.hourly}, {@code threads.growth} and {@code
 * connections.growth} tell what a soak leaves behind in the platform.
 *
 * <p>{@code compression} does the same work in less time: so many times the rate for that part of
 * the time. A day of the standard load, 4.3 million requests, in under two and a half hours:
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar LoadProfiles -t 20 -f 1 -wi 0 -i 1 -p load=SOAK -p seconds=2880 -p compression=10}
 * </pre>
 *
 * <p>JMH waits a day for a shot, and an hour. It does not tell where the platform breaks, which
 * BreakingPoint does.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 6)
@Timeout(time = 25, timeUnit = TimeUnit.HOURS)
public class LoadProfiles {
  private static final long SEED = 3;

  /** A load that operators plan for. */
  public enum Load {
    /** Quiet. */
    BASELINE(20, 10, 3),
    /** Usual. */
    STANDARD(50, 20, 1),
    /** The busiest hour. */
    PEAK(100, 50, 1),
    /** Twice the busiest hour. */
    STRESS(200, 100, 1),
    /** Usual, for long. */
    SOAK(50, 20, 30);

    private final double rate;
    private final int users;
    private final int times;

    Load(double rate, int users, int times) {
      this.rate = rate;
      this.users = users;
      this.times = times;
    }
  }

  /** The load. */
  @Param("BASELINE")
  public Load load;

  /** Length of a shot; three times that for BASELINE, thirty times for SOAK. */
  @Param("1.5")
  public double seconds;

  /** How many times as fast the same work is asked for. */
  @Param("1")
  public double compression;

  /** Users, which bounds the requests in flight; 0 for as many as the load says. */
  @Param("0")
  public int users;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    stage.present(
        script(
            stage,
            load,
            Schedule.poisson(load.rate * compression, seconds * load.times / compression, SEED),
            stage.users(users > 0 ? users : load.users)));
  }

  /** The usual mix of requests, in thirds that are compared; a soak also looks at the memory. */
  static OpenLoop script(Stage stage, Load load, Schedule schedule, int users) throws Exception {
    Population people = Population.open(users);
    long length = schedule.lengthNanos();
    OpenLoop.Observer phases = new Phases(length / 3, length * 2 / 3, "drift", 1);
    return new OpenLoop(
        stage,
        people,
        schedule,
        OpenLoop.Limits.NONE,
        Mix::act,
        load == Load.SOAK ? new Endurance(phases, people, length) : phases);
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int run(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

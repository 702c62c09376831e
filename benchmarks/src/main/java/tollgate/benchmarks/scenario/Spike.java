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
 * Does the platform serve a sudden fourfold load, and is it itself again afterwards?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar scenario.Spike -t 50 -p factor=4,8}
 * </pre>
 *
 * <p>A third of a shot brings {@code rate} requests a second of the usual mix, the next {@code
 * factor} times as many, the last as many as the first. {@code during.success.percent} tells what
 * was served in the spike, {@code after.p50} and {@code before.p50} the median responses around it,
 * and {@code after.ratio} their ratio; {@code recovery} is the time from the spike's end until the
 * last request that was due in it had ended, served or not, and {@code recovered} is 1 where ten in
 * a row that were due after it were served before the shot ended, else 0.
 *
 * <p>It does not tell what happens when the load stays high; LoadProfiles does.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 8)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class Spike {
  /** Requests per second around the spike. */
  @Param("60")
  public double rate;

  /** How many times as many in the spike. */
  @Param("4")
  public double factor;

  /** Users, which bounds the requests in flight. */
  @Param("50")
  public int users;

  /** Length of a shot. */
  @Param("2.4")
  public double seconds;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    Schedule schedule = Schedule.steps(seconds / 3, rate, rate * factor, rate);
    long third = schedule.lengthNanos() / 3;
    Phases phases = new Phases(third, 2 * third, "after.ratio", 0).withRecovery();
    stage.present(
        new OpenLoop(
            stage,
            Population.open(stage.users(users)),
            schedule,
            OpenLoop.Limits.NONE,
            Mix::act,
            phases));
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int run(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

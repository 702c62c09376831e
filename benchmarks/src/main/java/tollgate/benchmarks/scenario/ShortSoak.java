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
 * Does the platform get slower, or keep memory or connections, while the standard load goes on?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar ShortSoak -t 20 -p seconds=60}
 * </pre>
 *
 * <p>The soak of LoadProfiles in the time that there is in every suite: its users and its mix of
 * requests at {@code compression} times the rate, for {@code seconds}. {@code drift} is how much
 * longer the median response took in the last third of a shot than in the first, as a share; {@code
 * memory.growth} and {@code connections.growth} tell what there is more in the platform at the end.
 *
 * <p>It does not tell a slow leak from none, for which LoadProfiles has a day.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 11)
@Timeout(time = 25, timeUnit = TimeUnit.HOURS)
public class ShortSoak {
  private static final double RATE = 50;
  private static final long SEED = 13;

  /** Users, which bounds the requests in flight. */
  @Param("20")
  public int users;

  /** Length of a shot. */
  @Param("4")
  public double seconds;

  /** Times the standard rate. */
  @Param("4")
  public double compression;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    // Without the looks at the memory that a long soak has: in shots as short as these each would
    // stop the platform for a part of the time that is compared.
    stage.present(
        LoadProfiles.script(
            stage,
            LoadProfiles.Load.STANDARD,
            Schedule.poisson(RATE * compression, seconds, SEED),
            stage.users(users)));
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int run(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

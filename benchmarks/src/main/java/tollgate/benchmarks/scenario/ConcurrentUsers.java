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
 * How soon are people answered who use the platform as people do, and think in between?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar ConcurrentUsers -t 50 -p audience=LOGINS,COLLABORATION,LIVE_UPDATES,OFFICE_DAY}
 * </pre>
 *
 * <p>Six personas (power user, casual browser, collaborator, mobile user, analyst, administrator)
 * each have deeds of their own and log-normal think times around a median of 0.8 to 4 seconds,
 * which {@code pace} shortens; two deeds in a hundred are mistakes that the platform has to refuse.
 * Ten audiences mix them: {@code LOGINS BROWSING RESEARCH COLLABORATION LIVE_UPDATES MOBILE
 * ADMINISTRATION POWER OFFICE_DAY RELEASE_DAY}; in some, a share of the users also watches live
 * updates, each of which must reach every watcher. {@code persona.*.p95} tells the personas apart.
 *
 * <p>This is a closed loop: who waits asks no more, and a stall of the platform hides the requests
 * it prevented. It does not tell what LoadProfiles does with arrivals that wait for nobody.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class ConcurrentUsers {
  /** Who uses the platform. */
  @Param("OFFICE_DAY")
  public Audience audience;

  /** Users. */
  @Param("50")
  public int users;

  /** By which think times are multiplied. */
  @Param("0.1")
  public double pace;

  /** Length of a shot. */
  @Param("1.2")
  public double seconds;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    stage.present(
        new AudienceScript(
            stage,
            Population.open(stage.users(users)),
            audience,
            pace,
            (long) (seconds * TimeUnit.SECONDS.toNanos(1))));
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int run(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

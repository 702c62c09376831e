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
 * How do the platform's HTTP endpoints bear more users than usual, and fewer?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar EndpointLevels -t 5 -p level=5,10,20,50,100,200}
 * </pre>
 *
 * <p>The users of HttpEndpoints, who ask all four endpoints in turn, at one level after the other.
 * {@code level} is how many there are, which bounds how many requests are in flight: up to 20 of
 * them send 100 requests a second, or {@code rate} times that, and more send more, in proportion,
 * 100 five times as many. {@code response.*} and {@code success.percent} are of all requests, from
 * when they were due; {@code health.p95}, {@code stats.p95}, {@code search.p95} and {@code
 * traverse.p95} tell the endpoints apart. Every answer is checked against the data's generator.
 *
 * <p>The usual level, 20, is in HttpEndpoints, with the limits of each endpoint. A thread more than
 * the level sends nothing. It does not tell at which rate the platform breaks, which BreakingPoint
 * does.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class EndpointLevels {
  /** Users, which bounds the requests in flight; above 20 it raises the rate. */
  @Param({"5", "10", "50", "100"})
  public int level;

  /** Multiple of the usual rate. */
  @Param("1")
  public double rate;

  /** Length of a shot. */
  @Param("1")
  public double seconds;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    stage.present(HttpEndpoints.script(stage, HttpEndpoints.Endpoint.ALL, level, rate, seconds));
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int load(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

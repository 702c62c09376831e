package tollgate.benchmarks.scenario;

import java.sql.SQLException;
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
 * How soon do the platform's HTTP endpoints answer at the rates they must bear?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar HttpEndpoints -t 5 -p level=5,10,20,50,100}
 * </pre>
 *
 * <p>{@code level} is how many users there are, which bounds how many requests are in flight. Up to
 * 20 of them send requests at even distances, a fifth above the rate that the endpoint must bear
 * (100 per second for the graph's statistics, 50 for search, 20 for traversal, 500 for health), or
 * {@code rate} times that; more send more, in proportion: 100 send five times as many. {@code ALL}
 * mixes them: of ten requests four ask for health, three for statistics, two search and one
 * traverses, and {@code health.p95}, {@code stats.p95}, {@code search.p95} and {@code traverse.p95}
 * tell them apart. A shot of it is half as long again, so that a percentile of traversals rests on
 * enough of them. Every answer is checked against the data's generator. {@code response.*} counts
 * from when a request was due; {@code rate.achieved} below 99 % of {@code rate.offered} makes a
 * result void.
 *
 * <p>The score is the shot's length, which the schedule fixes. A thread more than the level sends
 * nothing. It does not tell what a browser adds, nor in a suite what other levels bear, which
 * EndpointLevels does.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class HttpEndpoints {
  /** Of users, above which more users send more requests. */
  private static final double USUAL_LEVEL = 20;

  /** What is asked for. */
  public enum Endpoint {
    /** {@code GET /api/graph/stats}. */
    STATS(120, 1),
    /** {@code GET /api/graph/nodes/search}. */
    SEARCH(60, 1),
    /** {@code POST /api/graph/traverse}. */
    TRAVERSE(25, 1),
    /** {@code GET /health}. */
    HEALTH(600, 1),
    /** All four. */
    ALL(100, 1.5);

    private final double rate;
    private final double times;

    Endpoint(double rate, double times) {
      this.rate = rate;
      this.times = times;
    }
  }

  /** The endpoint. */
  @Param({"STATS", "SEARCH", "TRAVERSE", "HEALTH", "ALL"})
  public Endpoint endpoint;

  /** Users, which bounds the requests in flight; above 20 it raises the rate. */
  @Param("20")
  public int level;

  /** Multiple of the usual rate. */
  @Param("1")
  public double rate;

  /** Length of a shot; half as long again for ALL. */
  @Param("1")
  public double seconds;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    stage.present(script(stage, endpoint, level, rate, seconds * endpoint.times));
  }

  /**
   * So many users who send the requests of one endpoint, or of all in turn.
   *
   * @param level how many
   * @param times multiple of the usual rate
   * @param seconds length of a shot
   */
  static OpenLoop script(Stage stage, Endpoint endpoint, int level, double times, double seconds)
      throws SQLException, CallFailed {
    boolean mixed = endpoint == Endpoint.ALL;
    return new OpenLoop(
        stage,
        Population.open(level),
        Schedule.constant(endpoint.rate * times * Math.max(1, level / USUAL_LEVEL), seconds),
        OpenLoop.Limits.NONE,
        (member, arrival, random) -> {
          ask(mixed ? EndpointMix.of(arrival) : endpoint, member, random);
          return 0;
        },
        mixed ? new EndpointMix() : OpenLoop.Observer.NONE);
  }

  private static void ask(Endpoint endpoint, Member member, SplittableRandom random)
      throws CallFailed {
    switch (endpoint) {
      case STATS -> member.stats();
      case SEARCH -> member.search(random);
      case TRAVERSE -> member.traverse(random);
      default -> member.health();
    }
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int load(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

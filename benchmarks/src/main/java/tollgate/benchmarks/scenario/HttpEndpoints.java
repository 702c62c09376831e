package tollgate.benchmarks.scenario;

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
 * {@code java -jar benchmarks/target/benchmarks.jar HttpEndpoints -t 10 -p users=5,10,20,50,100}
 * </pre>
 *
 * <p>Requests arrive at even distances, a fifth above the rate that the endpoint must bear (100 per
 * second for the graph's statistics, 50 for search, 20 for traversal, 500 for health), or {@code
 * rate} times that. {@code ALL} mixes them: of ten requests four ask for health, three for
 * statistics, two search and one traverses. {@code users} bounds how many are in flight. Every
 * answer is checked against the data's generator. {@code response.*} counts from when a request was
 * due; {@code rate.achieved} below 99 % of {@code rate.offered} makes a result void.
 *
 * <p>The score is the shot's length, which the schedule fixes. It does not tell what a browser
 * adds.
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
  /** What is asked for. */
  public enum Endpoint {
    /** {@code GET /api/graph/stats}. */
    STATS(120),
    /** {@code GET /api/graph/nodes/search}. */
    SEARCH(60),
    /** {@code POST /api/graph/traverse}. */
    TRAVERSE(25),
    /** {@code GET /health}. */
    HEALTH(600),
    /** All four. */
    ALL(100);

    private final double rate;

    Endpoint(double rate) {
      this.rate = rate;
    }
  }

  /** The endpoint. */
  @Param({"STATS", "SEARCH", "TRAVERSE", "HEALTH", "ALL"})
  public Endpoint endpoint;

  /** Users, which bounds the requests in flight. */
  @Param("20")
  public int users;

  /** Multiple of the usual rate. */
  @Param("1")
  public double rate;

  /** Length of a shot. */
  @Param("1")
  public double seconds;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    stage.present(
        new OpenLoop(
            stage,
            Population.open(stage.users(users)),
            Schedule.constant(endpoint.rate * rate, seconds),
            OpenLoop.Limits.NONE,
            (member, arrival, random) -> {
              ask(endpoint == Endpoint.ALL ? mixed(random) : endpoint, member, random);
              return 0;
            },
            OpenLoop.Observer.NONE));
  }

  private static Endpoint mixed(SplittableRandom random) {
    int draw = random.nextInt(10);
    if (draw < 4) {
      return Endpoint.HEALTH;
    }
    return draw < 7 ? Endpoint.STATS : draw < 9 ? Endpoint.SEARCH : Endpoint.TRAVERSE;
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

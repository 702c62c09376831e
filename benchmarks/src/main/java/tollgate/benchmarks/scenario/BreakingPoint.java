package tollgate.benchmarks.scenario;

import java.sql.SQLException;
import java.util.List;
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
import tollgate.benchmarks.measure.Metrics;

/**
 * At which rate of requests does the platform break?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar BreakingPoint -t 50 -p users=200 -p passSeconds=2}
 * </pre>
 *
 * <p>The rate doubles until the platform no longer bears it, then the search halves the distance.
 * It bears a rate when 99 % of the usual mix of requests succeed, 95 % of them within {@code
 * limitMillis}, and the queue does not grow: at the pass's end no more requests are under way or
 * wait than come in the time that one usually took in its first quarter, a fiftieth of the pass and
 * 20 ms. {@code knee.rate} lies between the highest rate borne, {@code knee.borne}, and the lowest
 * not borne, {@code knee.exceeded}, which does not exist when {@code highest} was borne; {@code
 * response.*} and {@code throughput} are those of the highest borne. {@code knee.passes} counts the
 * rates tried. One that fails is tried twice.
 *
 * <p>The score is how long the search took, which a faster platform makes longer: {@code knee.rate}
 * is what to compare. Passes of a fifth of a second find the knee to about a quarter; {@code
 * passSeconds=2} and {@code precision=1.05} to a twentieth. It does not tell which part of the
 * platform breaks.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Timeout(time = 10, timeUnit = TimeUnit.MINUTES)
public class BreakingPoint {
  /** Users, which bounds the requests in flight. */
  @Param("50")
  public int users;

  /** First rate, requests per second. */
  @Param("200")
  public double from;

  /** No higher rate is tried. */
  @Param("6400")
  public double highest;

  /** Ratio of the rates borne and not borne at which the search ends. */
  @Param("1.2")
  public double precision;

  /** Length of a pass, of which a search has a dozen or two. */
  @Param("0.2")
  public double passSeconds;

  /** Limit for the 95th percentile of the response. */
  @Param("500")
  public double limitMillis;

  private volatile RateSearch.Knee found;

  /** Logs the users in. */
  @Setup
  public void open(Stage stage) throws Exception {
    found = new RateSearch.Knee(0, Double.NaN, List.of());
    Metrics.derived("knee.rate", Tally.PER_SECOND, all -> found.rate());
    Metrics.derived("knee.borne", Tally.PER_SECOND, all -> found.borne());
    Metrics.derived(
        "knee.exceeded",
        Tally.PER_SECOND,
        all -> Double.isInfinite(found.notBorne()) ? Double.NaN : found.notBorne());
    Metrics.derived("knee.passes", Metrics.COUNT, all -> found.steps().size());
    Population people = Population.open(stage.users(users));
    stage.present(new Searching(people, new Tally(people.users())));
  }

  /** One thread's users in one search. */
  @Benchmark
  public int search(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }

  private final class Searching implements Script {
    private final Population people;
    private final Tally tally;
    private volatile StressSearch search;

    Searching(Population people, Tally tally) {
      this.people = people;
      this.tally = tally;
      this.search = newSearch();
    }

    private StressSearch newSearch() {
      return new StressSearch(
          new StressSearch.Plan(
              people.users(), from, highest, precision, passSeconds, limitMillis));
    }

    @Override
    public int users() {
      return people.users();
    }

    @Override
    public void prepare() throws CallFailed, SQLException {
      people.begin(OpenLoop.Limits.NONE.global(), OpenLoop.Limits.NONE.user());
      tally.memoryBefore(people.usage(true));
    }

    @Override
    public void start() {
      search = newSearch();
      tally.begin(System.nanoTime());
    }

    @Override
    public void user(int index) throws Exception {
      Member member = people.join(index);
      SplittableRandom random = new SplittableRandom(index);
      RateSearch.Knee knee =
          search.participate(index, (user, arrival) -> Mix.act(member, arrival, random));
      if (knee != null) {
        found = knee;
        Pass best = search.best();
        if (best != null) {
          count(best);
        }
      }
    }

    private void count(Pass best) {
      tally.countedFrom(best.startNanos());
      for (Pass.Sample sample : best.samples()) {
        tally.success(
            sample.user(),
            sample.responseNanos(),
            sample.queueNanos(),
            best.startNanos() + sample.dueNanos() + sample.responseNanos());
      }
    }

    @Override
    public String progress() {
      return search.progress();
    }

    @Override
    public void end() throws Exception {
      tally.memoryAfter(people.usage(true));
      people.verify();
    }

    @Override
    public void close() throws SQLException {
      people.close();
    }
  }
}

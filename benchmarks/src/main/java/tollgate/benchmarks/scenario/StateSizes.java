package tollgate.benchmarks.scenario;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
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
 * How much longer do agents wait for a large state than for a small one?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar StateSizes -t 20 -p large=100000,1000000}
 * </pre>
 *
 * <p>{@code agents} save a state and read it back, in arrivals at even distances, every other state
 * of {@code small} bytes and the others of {@code large}: both sizes meet the same machine, the
 * same moment and each other. {@code small.p50} and {@code large.p50} are the medians of a save and
 * the read after it, {@code size.ratio} the second in the first. At the end every state that was
 * acknowledged is in the database.
 *
 * <p>It does not tell what a state costs that is too large for one message.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 4)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class StateSizes {
  /** Agents, each a user. */
  @Param("20")
  public int agents;

  /** Bytes of every other state. */
  @Param("1000")
  public int small;

  /** Bytes of the others. */
  @Param("100000")
  public int large;

  /** States per second, of both sizes together. */
  @Param("40")
  public double rate;

  /** Length of a shot. */
  @Param("1.5")
  public double seconds;

  /** Logs the agents in. */
  @Setup
  public void open(Stage stage) throws Exception {
    stage.present(
        new OpenLoop(
            stage,
            Population.open(stage.users(agents)),
            Schedule.constant(rate, seconds),
            OpenLoop.Limits.NONE,
            (member, arrival, random) -> {
              member.saveState(isLarge(arrival) ? large : small);
              member.loadState();
              return 0;
            },
            new Sizes()));
  }

  private static boolean isLarge(int arrival) {
    return arrival % 2 == 1;
  }

  /** Tells the two apart. */
  private static final class Sizes implements OpenLoop.Observer {
    private final Histogram ofSmall = Tally.histogram();
    private final Histogram ofLarge = Tally.histogram();

    Sizes() {
      Tally.report("small", ofSmall, 50);
      Tally.report("large", ofLarge, 50);
      Metrics.derived(
          "size.ratio", "ratio", all -> Tally.micros(ofLarge, 50) / Tally.micros(ofSmall, 50));
    }

    @Override
    public synchronized void begin(long startNanos) {
      ofSmall.reset();
      ofLarge.reset();
    }

    @Override
    public synchronized void served(int arrival, long dueNanos, long responseNanos) {
      (isLarge(arrival) ? ofLarge : ofSmall).recordValue(responseNanos);
    }
  }

  /** One thread's agents in one shot. */
  @Benchmark
  public int load(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

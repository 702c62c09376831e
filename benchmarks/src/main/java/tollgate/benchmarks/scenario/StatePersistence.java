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
 * How soon are the states of a hundred agents saved, read and checkpointed while all work at once?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar StatePersistence -t 50 -p writes=40,100 -p bytes=1000,10000,100000}
 * </pre>
 *
 * <p>{@code agents} save and read their states through the platform, in independent arrivals at
 * {@code rate}; of a hundred operations {@code writes} are saves, every tenth of those followed by
 * a checkpoint, and the others reads. {@code reads.p50} and {@code writes.p50} tell them apart,
 * {@code writes.ratio} is the one in the other, and {@code checkpoint.success.percent} tells how
 * many checkpoints were made of those that were asked for. At the end every state and checkpoint
 * that was acknowledged is in the database, in its last version or a later one.
 *
 * <p>It does not tell what agents see that share a state: each has its own.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.PLATFORM})
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 8)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class StatePersistence {
  private static final long SEED = 7;

  /** Agents, each a user. */
  @Param("100")
  public int agents;

  /** Of a hundred operations, those that save. */
  @Param("40")
  public int writes;

  /** Size of a state's text. */
  @Param("1000")
  public int bytes;

  /** Operations per second. */
  @Param("200")
  public double rate;

  /** Length of a shot. */
  @Param("1")
  public double seconds;

  /** Logs the agents in. */
  @Setup
  public void open(Stage stage) throws Exception {
    Schedule schedule = Schedule.poisson(rate, seconds, SEED);
    ReadsAndWrites observer = new ReadsAndWrites(schedule.arrivals(), writes);
    stage.present(
        new OpenLoop(
            stage,
            Population.open(stage.users(agents)),
            schedule,
            OpenLoop.Limits.NONE,
            (member, arrival, random) -> {
              if (!observer.isWrite(arrival)) {
                member.loadState();
              } else {
                member.saveState(bytes);
                if (arrival % 10 == 0) {
                  observer.checkpoint(member);
                }
              }
              return 0;
            },
            observer));
  }

  /** One thread's agents in one shot. */
  @Benchmark
  public int load(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

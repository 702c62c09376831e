package tollgate.benchmarks.scenario;

import java.net.InetSocketAddress;
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
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.RedisAddress;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.backend.fault.Fault;
import tollgate.benchmarks.backend.fault.FaultProxy;
import tollgate.benchmarks.measure.Work;

/**
 * Do users of Redis recover when the way to it breaks, and is anything lost that it had
 * acknowledged?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar RedisRecovery -t 40 -p fault=RESET,BLACK_HOLE,HALF_OPEN}
 * </pre>
 *
 * <p>Users come at {@code rate}, borrow one of {@code poolSize} connections (Jedis, its own pool),
 * write a numbered value and read it back. When a quarter of a shot is over, a proxy between them
 * and Redis delays, cuts or swallows what passes, for {@code faultMillis}. {@code before.*}, {@code
 * during.*} and {@code after.*} tell the parts of the shot apart; {@code recovery} is the time from
 * the fault's end until ten in a row succeed, in milliseconds, {@code after.ratio} the median
 * response from then on in medians before. An answer is given up after {@code patienceMillis}, and
 * its connection with it.
 *
 * <p>A script in Redis keeps an older value from replacing a newer one, which a write that was held
 * up on its way and given up would otherwise do. At the end the value of each user is the last that
 * was acknowledged, or a later one, or the run fails. It does not tell what a Redis does that
 * crashes: this one writes to its disk every second and would lose up to one.
 */
@State(Scope.Benchmark)
@Requires(Need.REDIS)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Timeout(time = 5, timeUnit = TimeUnit.MINUTES)
public class RedisRecovery {
  private static final int BORROW_MILLIS = 250;
  private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** What is wrong with the way. */
  public enum Path {
    /** 50 ms more each way. */
    DELAY(new Fault.Delay(50, 0)),
    /** Up to 100 ms more. */
    JITTER(new Fault.Delay(0, 100)),
    /** 4 kB a second for each connection. */
    BANDWIDTH(new Fault.Bandwidth(4_000)),
    /** Connections are cut. */
    RESET(new Fault.Reset()),
    /** Nothing arrives. */
    BLACK_HOLE(new Fault.BlackHole()),
    /** Answers do not arrive. */
    HALF_OPEN(new Fault.HalfOpen());

    private final Fault fault;

    Path(Fault fault) {
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }

  /** What goes wrong. */
  @Param("RESET")
  public Path fault;

  /** How long. */
  @Param("300")
  public int faultMillis;

  /** Users per second. */
  @Param("120")
  public double rate;

  /** Users, which bounds what is in flight. */
  @Param("40")
  public int users;

  /** Connections in the pool. */
  @Param("10")
  public int poolSize;

  /** How long a user waits for an answer. */
  @Param("200")
  public int patienceMillis;

  /** Length of a shot. */
  @Param("1.6")
  public double seconds;

  /** Puts the proxy in the way and fills the pool. */
  @Setup
  public void open(Stage stage) throws Exception {
    Schedule schedule = Schedule.constant(rate, seconds);
    long from = (long) (seconds / 4 * TimeUnit.SECONDS.toNanos(1));
    long to = from + TimeUnit.MILLISECONDS.toNanos(faultMillis);
    stage.present(
        script(
            stage,
            fault,
            stage.users(users),
            poolSize,
            patienceMillis,
            schedule,
            new Aftermath(schedule, from, to, 0)));
  }

  /** A script whose users reach Redis through a proxy of its own. */
  static StoreScript script(
      Stage stage,
      Path path,
      int users,
      int poolSize,
      int patienceMillis,
      Schedule schedule,
      Aftermath aftermath)
      throws Exception {
    RedisAddress direct = Backends.redis();
    FaultProxy proxy = FaultProxy.start(new InetSocketAddress(direct.host(), direct.port()));
    try {
      RedisStore store =
          RedisStore.open(
              direct, direct.through(proxy.port()), poolSize, BORROW_MILLIS, patienceMillis, users);
      BrokenPath broken = new BrokenPath(proxy, path.fault(), aftermath);
      return new StoreScript(stage, store, users, schedule, HOLD_NANOS, broken, aftermath);
    } catch (RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  /** A proxy whose path is broken for a while. */
  private static final class BrokenPath implements StoreScript.Incident {
    private final FaultProxy proxy;
    private final Fault fault;
    private final Aftermath when;
    private long cutBefore;
    private long heldBefore;

    /**
     * Nothing is broken yet.
     *
     * @param when knows from when until when
     */
    BrokenPath(FaultProxy proxy, Fault fault, Aftermath when) {
      this.proxy = proxy;
      this.fault = fault;
      this.when = when;
    }

    @Override
    public void happen(long startNanos) {
      cutBefore = proxy.cut();
      heldBefore = proxy.held();
      Work.pause(startNanos + when.fromNanos() - System.nanoTime());
      proxy.set(fault);
      Work.pause(startNanos + when.toNanos() - System.nanoTime());
      proxy.set(new Fault.None());
    }

    @Override
    public boolean hasStruck() {
      return proxy.cut() > cutBefore || proxy.held() - heldBefore >= FragileSite.FEW_PIECES;
    }

    @Override
    public void close() {
      proxy.close();
    }
  }

  /** One thread's users in one shot. */
  @Benchmark
  public int run(Stage stage, Seat seat) throws Exception {
    return stage.perform(seat.index());
  }
}

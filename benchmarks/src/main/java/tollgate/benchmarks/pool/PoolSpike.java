package tollgate.benchmarks.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Counter;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.Pools;
import tollgate.benchmarks.measure.Work;

/**
 * How many connections does a burst from idle open, and how long until everyone has one?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar PoolSpike -t 50 -p idle=0,10 -p connectMillis=0,50}
 * </pre>
 *
 * <p>A pool that may hold {@code burst} connections has {@code idle} open. Then {@code burst}
 * threads ask at once, hold what they get for {@code holdMillis} and return it: the benchmark's
 * threads, and helpers as far as those are too few, who stand ready before. The score is one
 * thread's time from asking to returning, {@code latency.*} the waits of all, {@code burst.*} the
 * time from the first ask to the last grant, {@code connections.opened} how many the pool opened
 * for it in an iteration. Each iteration is one burst on a fresh pool.
 *
 * <p>{@code connectMillis} delays each connect, to stand for a distant or busy server. It does not
 * tell what the server suffers from such a burst.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3)
@Measurement(iterations = 3)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class PoolSpike {
  /** Threads that ask at once; at least the benchmark's own. */
  @Param("50")
  public int burst;

  /** Connections open before the burst. */
  @Param("10")
  public int idle;

  /** Delay added to each connect, milliseconds. */
  @Param("0")
  public long connectMillis;

  /** How long a connection is held, milliseconds. */
  @Param("20")
  public long holdMillis;

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger granted = new AtomicInteger();
  private LastOut lastOut;
  private LastOut lastOutOfIteration;
  private LatencyRecorder whole;
  private Counter openedPerBurst;
  private int askers;
  private CyclicBarrier gathered;
  private volatile Burst current;

  /** One pool and what happens to it. */
  private static final class Burst {
    private final HikariDataSource pool;
    private final CountDownLatch start = new CountDownLatch(1);
    private final AtomicReference<@Nullable Long> firstAsk = new AtomicReference<>();
    private volatile long lastGrant;

    Burst(HikariDataSource pool) {
      this.pool = pool;
    }
  }

  /** Opens the first pool. */
  @Setup
  public void open(BenchmarkParams params) {
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    askers = Math.max(burst, params.getThreads());
    gathered = new CyclicBarrier(params.getThreads());
    whole = Metrics.latency("burst");
    openedPerBurst = Metrics.counter("connections.opened");
    current = idlePool();
  }

  private Burst idlePool() {
    HikariConfig config = Pools.fixed(askers);
    config.setMinimumIdle(idle);
    if (connectMillis == 0) {
      Pools.at(config, Backends.postgres(), new Properties());
    } else {
      config.setDataSource(new DelayedDataSource(Backends.postgres(), connectMillis));
    }
    config.setMetricsTrackerFactory(
        (name, stats) ->
            new IMetricsTracker() {
              @Override
              public void recordConnectionCreatedMillis(long millis) {
                opened.incrementAndGet();
              }
            });
    HikariDataSource pool = Pools.open(config, idle);
    opened.set(0);
    granted.set(0);
    return new Burst(pool);
  }

  /** One asker and its helpers. */
  @State(Scope.Thread)
  public static class Asker {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private int helpers;
    private long[] waits = {};
    private CountDownLatch helped = new CountDownLatch(0);

    /** Shares the burst out. */
    @Setup
    public void open(PoolSpike benchmark, ThreadParams thread) {
      int threads = thread.getThreadCount();
      int share = benchmark.askers / threads;
      helpers = share - 1 + (thread.getThreadIndex() < benchmark.askers % threads ? 1 : 0);
    }

    /** Lets the helpers stand ready, and waits for all askers to have done so. */
    @Setup(Level.Iteration)
    public void gather(PoolSpike benchmark) throws Exception {
      Burst next = benchmark.current;
      waits = new long[helpers + 1];
      helped = new CountDownLatch(helpers);
      CountDownLatch ready = new CountDownLatch(helpers);
      for (int i = 0; i < helpers; i++) {
        int slot = i;
        Thread helper = new Thread(() -> help(benchmark, next, ready, slot));
        helper.setDaemon(true);
        helper.start();
      }
      Check.that("spike.ready", ready.await(30, TimeUnit.SECONDS), "no helpers within 30 s");
      benchmark.gathered.await(30, TimeUnit.SECONDS);
    }

    private void help(PoolSpike benchmark, Burst next, CountDownLatch ready, int slot) {
      waits[slot] = -1;
      ready.countDown();
      try {
        if (next.start.await(30, TimeUnit.SECONDS)) {
          waits[slot] = benchmark.askAndHold(next);
        }
      } catch (SQLException | InterruptedException e) {
        // The wait that is still missing tells.
      } finally {
        helped.countDown();
      }
    }

    /** The burst is over: its figures, and a fresh pool for the next. */
    @TearDown(Level.Iteration)
    public void settle(PoolSpike benchmark) {
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.settle();
      }
    }

    /** Closes the last pool. */
    @TearDown
    public void close(PoolSpike benchmark) {
      if (benchmark.lastOut.isLast()) {
        benchmark.current.pool.close();
      }
    }
  }

  /** One thread's part in the burst. */
  @Benchmark
  public int ask(Asker asker) throws Exception {
    Burst now = current;
    now.start.countDown();
    asker.waits[asker.helpers] = askAndHold(now);
    Check.that(
        "spike.served", asker.helped.await(30, TimeUnit.SECONDS), "not all were served in 30 s");
    for (long wait : asker.waits) {
      Check.that("spike.served", wait >= 0, "an asker got no connection");
      asker.latency.record(wait);
    }
    return asker.waits.length;
  }

  private long askAndHold(Burst now) throws SQLException {
    long start = System.nanoTime();
    now.firstAsk.compareAndSet(null, start);
    try (Connection connection = now.pool.getConnection()) {
      long got = System.nanoTime();
      if (granted.incrementAndGet() == askers) {
        now.lastGrant = got;
      }
      Work.pause(TimeUnit.MILLISECONDS.toNanos(holdMillis));
      return got - start;
    }
  }

  private void settle() {
    Burst over = current;
    Check.equal("spike.granted", askers, granted.get());
    Check.that("spike.bounded", opened.get() <= askers, opened + " connections for " + askers);
    Long first = over.firstAsk.get();
    if (first != null) {
      whole.record(over.lastGrant - first);
    }
    openedPerBurst.add(opened.get());
    over.pool.close();
    current = idlePool();
  }
}

package tollgate.benchmarks.measure;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.openjdk.jmh.infra.Control;

/**
 * Listens to HikariCP: the time each borrower waited becomes {@code pool.wait.*}, borrowers that
 * gave up become {@code pool.timeouts}. Their waits are among the others, as long as they lasted.
 *
 * <p>HikariCP lets a borrower who comes by take the connection that was just offered to one who
 * waits, and who loses it that way waits at the end of the line again. JMH keeps all threads at
 * work until the last has come back from its measured operation, so on a busy machine those who
 * come by can keep the last one waiting for half a minute. The load is kept up for {@value
 * #GRACE_SECONDS} s after the measured part; from then on they let whoever waits go first. {@code
 * pool.wait.cut} counts the measured waits that ended only then: they might have lasted longer.
 */
public final class PoolWaits implements MetricsTrackerFactory {
  /** Name of the histogram of waits. */
  public static final String WAIT = "pool.wait";

  private static final long GRACE_SECONDS = 1;

  private static final class Borrower {
    private final LatencyRecorder waits = Metrics.latency(WAIT);
    private final Counter timeouts = Metrics.counter("pool.timeouts");
    private final Counter cut = Metrics.counter("pool.wait.cut");

    Borrower() {
      // Who fills a pool or looks into it is no borrower.
      waits.ignore();
    }
  }

  private final ThreadLocal<Borrower> borrowers = ThreadLocal.withInitial(Borrower::new);
  private final long graceNanos;
  private volatile IntSupplier waiting = () -> 0;

  /** When a borrower first saw the measured part over, of {@link System#nanoTime()}. */
  private volatile long overSince;

  private volatile boolean over;

  /** For one pool of one trial. */
  public PoolWaits() {
    this(TimeUnit.SECONDS.toNanos(GRACE_SECONDS));
  }

  private PoolWaits(long graceNanos) {
    this.graceNanos = graceNanos;
  }

  PoolWaits(long graceNanos, IntSupplier waiting) {
    this(graceNanos);
    this.waiting = waiting;
  }

  @Override
  public IMetricsTracker create(String poolName, PoolStats stats) {
    return new IMetricsTracker() {
      @Override
      public void recordConnectionAcquiredNanos(long nanos) {
        Borrower borrower = borrowers.get();
        if (borrower.waits.record(nanos) && isLong()) {
          borrower.cut.increment();
        }
      }

      @Override
      public void recordConnectionTimeout() {
        Borrower borrower = borrowers.get();
        if (borrower.waits.counts()) {
          borrower.timeouts.increment();
        }
      }
    };
  }

  /**
   * Tells whose borrowers these are. HikariCP's own statistics, which {@link #create} is given, are
   * up to a second old: all would stand back for as long after the last was served.
   *
   * @param pool of the configuration that this was given to
   */
  public void of(HikariDataSource pool) {
    waiting = pool.getHikariPoolMXBean()::getThreadsAwaitingConnection;
  }

  /** The calling thread is about to borrow for its own ends: its wait does not count. */
  public void outside() {
    borrowers.get().waits.ignore();
  }

  /**
   * The calling thread is about to borrow: its wait counts when the iteration is being measured
   * now.
   *
   * @param control the argument of the benchmark method in this invocation
   */
  public void within(Control control) {
    borrowers.get().waits.within(control);
    if (control.stopMeasurement) {
      letOthersGoFirst();
    } else if (over) {
      over = false;
    }
  }

  private void letOthersGoFirst() {
    if (!over) {
      overSince = System.nanoTime();
      over = true;
    }
    // Who waits gets a connection or gives up, so this ends.
    while (isLong() && waiting.getAsInt() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean isLong() {
    return over && System.nanoTime() - overSince >= graceNanos;
  }
}

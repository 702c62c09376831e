package tollgate.benchmarks.measure;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import org.openjdk.jmh.infra.Control;

/**
 * Listens to HikariCP: the time each borrower waited becomes {@code pool.wait.*}, borrowers that
 * gave up become {@code pool.timeouts}. Their waits are among the others, as long as they lasted.
 */
public final class PoolWaits implements MetricsTrackerFactory {
  /** Name of the histogram of waits. */
  public static final String WAIT = "pool.wait";

  private static final class Borrower {
    private final LatencyRecorder waits = Metrics.latency(WAIT);
    private final Counter timeouts = Metrics.counter("pool.timeouts");

    Borrower() {
      // Who fills a pool or looks into it is no borrower.
      waits.ignore();
    }
  }

  private final ThreadLocal<Borrower> borrowers = ThreadLocal.withInitial(Borrower::new);

  /** For one pool of one trial. */
  public PoolWaits() {}

  @Override
  public IMetricsTracker create(String poolName, PoolStats stats) {
    return new IMetricsTracker() {
      @Override
      public void recordConnectionAcquiredNanos(long nanos) {
        borrowers.get().waits.record(nanos);
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
  }
}

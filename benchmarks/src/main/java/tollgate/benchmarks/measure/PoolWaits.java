package tollgate.benchmarks.measure;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import org.openjdk.jmh.infra.Control;

/**
 * Listens to HikariCP: the time each borrower waited becomes {@code pool.wait.*}, borrowers that
 * gave up become {@code pool.timeouts}.
 */
public final class PoolWaits implements MetricsTrackerFactory {
  /** Name of the histogram of waits. */
  public static final String WAIT = "pool.wait";

  private static final class Borrower {
    private final LatencyRecorder waits = Metrics.latency(WAIT);
    private final Counter timeouts = Metrics.counter("pool.timeouts");
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
        borrowers.get().timeouts.increment();
      }
    };
  }

  /**
   * Limits what the calling thread records to the measured part of the iteration.
   *
   * @param control the argument of the benchmark method in this invocation
   */
  public void within(Control control) {
    borrowers.get().waits.within(control);
  }
}

package tollgate.benchmarks.measure;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Picks the last thread of a trial to end an iteration or the trial, for work that must happen once
 * and after all others are done.
 *
 * <p>JMH tears a shared state down in whichever thread comes first, before other threads' own
 * states, while the others spin (iteration) or sleep for a second (trial). Called from a
 * thread-scoped tear-down, this has neither fault.
 */
public final class LastOut {
  private final int threads;
  private final AtomicInteger arrived = new AtomicInteger();

  /**
   * For the threads of a trial.
   *
   * @param params of the trial
   */
  public LastOut(BenchmarkParams params) {
    this.threads = params.getThreads();
  }

  /**
   * Each thread calls it once per round.
   *
   * @return true in the thread that comes last
   */
  public boolean isLast() {
    return arrived.incrementAndGet() % threads == 0;
  }
}

package tollgate.probe.lock;

import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Looks at locks at random moments until it is stopped. Random, because a lock that is passed on
 * every 5 ms would be seen in one phase only by a sampler of 5 ms.
 */
final class LockSampler implements Runnable {

  private static final long SEED = 31;

  private final long meanIntervalNanos;
  private final Supplier<Map<String, Look>> source;
  private final TreeMap<String, LockLoad> loads = new TreeMap<>();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Thread thread = new Thread(this, "tollgate-lock-sampler");
  private volatile boolean stopped;

  /**
   * One look at a lock.
   *
   * @param held whether somebody held it
   * @param waiting how many threads waited
   */
  record Look(boolean held, int waiting) {}

  LockSampler(long meanIntervalNanos, Supplier<Map<String, Look>> source) {
    this.meanIntervalNanos = meanIntervalNanos;
    this.source = source;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends the sampling. */
  SortedMap<String, LockLoad> stop() throws InterruptedException {
    stopped = true;
    LockSupport.unpark(thread);
    thread.join();
    return loads;
  }

  @Override
  public void run() {
    while (!stopped) {
      // Exponential gaps: every moment is equally likely to be looked at.
      double gap = -Math.log(1 - random.nextDouble()) * meanIntervalNanos;
      LockSupport.parkNanos((long) gap);
      if (!stopped) {
        source
            .get()
            .forEach(
                (name, look) ->
                    loads
                        .computeIfAbsent(name, key -> new LockLoad())
                        .add(look.held(), look.waiting()));
      }
    }
  }
}

package tollgate.probe.lock;

/**
 * Counts of one lock's samples.
 *
 * <p>As {@code gil_load} reports them: <em>held</em> is the share of samples in which somebody held
 * the lock, <em>wait</em> the share in which at least one thread waited for it; {@link
 * #waitingThreads} is how many waited on average.
 */
final class LockLoad {

  private long samples;
  private long held;
  private long waited;
  private long waiting;

  void add(boolean isHeld, int threadsWaiting) {
    samples++;
    held += isHeld ? 1 : 0;
    waited += threadsWaiting > 0 ? 1 : 0;
    waiting += threadsWaiting;
  }

  long samples() {
    return samples;
  }

  /** Whether anybody was seen with it, or waiting for it. */
  boolean wasUsed() {
    return held + waited > 0;
  }

  /** Within [0, 1]; NaN without samples. */
  double heldShare() {
    return (double) held / samples;
  }

  /** Within [0, 1]; NaN without samples. */
  double waitShare() {
    return (double) waited / samples;
  }

  /** Mean number of waiting threads; NaN without samples. */
  double waitingThreads() {
    return (double) waiting / samples;
  }
}

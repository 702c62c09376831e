package tollgate.probe.ledger;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Thread time of one worker's window, or of several workers' together: wall = cpu + run queue +
 * off, and off = Σ causes + unexplained, both exactly.
 *
 * @param wallNanos windows of the workers
 * @param cpuNanos thread CPU time
 * @param runQueueNanos time on run queues
 * @param causes the rest, split; all waits present
 * @param unexplained what no event explains
 * @param overlapNanos how much more the intervals claimed than the workers were off the processor
 * @param raw what was read, before it was made to add up
 * @param involuntarySwitches count
 * @param allocatedBytes by all workers; NaN when unknown
 */
record Account(
    double wallNanos,
    double cpuNanos,
    double runQueueNanos,
    Map<Wait, Share> causes,
    Share unexplained,
    double overlapNanos,
    Raw raw,
    double involuntarySwitches,
    double allocatedBytes) {

  Account {
    causes = Collections.unmodifiableMap(new EnumMap<>(causes));
  }

  /**
   * A cause's time and its bounds.
   *
   * @param nanos estimate
   * @param low the least it can be
   * @param high the most it can be
   */
  record Share(double nanos, double low, double high) {
    private static final Share NOTHING = new Share(0, 0, 0);

    private Share plus(Share other) {
      return new Share(nanos + other.nanos, low + other.low, high + other.high);
    }
  }

  /**
   * What was read, before it was made to add up.
   *
   * @param clockedNanos computing and run queue by the kernel's books
   * @param claimedNanos the union of the thread's own recorded waits
   */
  record Raw(double clockedNanos, double claimedNanos) {}

  /** What no event explains. */
  double unexplainedNanos() {
    return unexplained.nanos();
  }

  /**
   * The account of one worker's window.
   *
   * <p>A recorded interval contains the processor time of the blocking call and the run-queue delay
   * after its wake-up, so the intervals can claim more than the worker was off the processor. Each
   * interval carries one wake-up, so the excess is taken from the causes in proportion to their
   * number of intervals. Safepoints take what is left.
   *
   * <p>Intervals that claim too much can also cover time that no event explains: as much again as
   * was clipped is what {@link #unexplained} may be at most.
   */
  static Account of(RecordedFork.Reading first, RecordedFork.Reading last, Intervals.Split split) {
    double wall = last.nanos() - first.nanos();
    double cpu = last.cpuNanos() - first.cpuNanos();
    double clockedQueue = last.runQueueNanos() - first.runQueueNanos();
    // A wait on the run queue is booked when it ends, so a window can carry a delay that began
    // before it; the sum may then exceed the wall time by less than that delay.
    double queue = Math.max(0, Math.min(clockedQueue, wall - cpu));
    double off = Math.max(0, wall - cpu - queue);
    double[] claimed = new double[Wait.values().length];
    double[] counts = new double[Wait.values().length];
    double[] granted = new double[Wait.values().length];
    double own = 0;
    for (Wait wait : Wait.values()) {
      int i = wait.ordinal();
      claimed[i] = split.nanos().getOrDefault(wait, 0L);
      counts[i] = split.counts().getOrDefault(wait, 0L);
      if (wait.isOwn()) {
        granted[i] = claimed[i];
        own += claimed[i];
      }
    }
    double overlap = Math.max(0, own - off);
    takeBack(granted, counts, overlap);
    double left = Math.max(0, off - (own - overlap));
    Map<Wait, Share> causes = new EnumMap<>(Wait.class);
    for (Wait wait : Wait.values()) {
      int i = wait.ordinal();
      double high = Math.min(claimed[i], off);
      if (wait.isOwn()) {
        causes.put(wait, new Share(granted[i], Math.max(0, claimed[i] - overlap), high));
      } else {
        double share = Math.min(claimed[i], left);
        causes.put(wait, new Share(share, 0, high));
        left -= share;
      }
    }
    return new Account(
        wall,
        Math.min(cpu, wall),
        queue,
        causes,
        new Share(left, left, Math.min(off, left + overlap)),
        overlap,
        new Raw(cpu + clockedQueue, own),
        last.involuntarySwitches() - first.involuntarySwitches(),
        first.allocatedBytes() < 0 ? Double.NaN : last.allocatedBytes() - first.allocatedBytes());
  }

  /**
   * Both together. Each worker is settled before: in a sum, one worker's intervals that claim too
   * much would hide what another's leave unexplained.
   */
  Account plus(Account other) {
    Map<Wait, Share> both = new EnumMap<>(Wait.class);
    for (Wait wait : Wait.values()) {
      both.put(
          wait,
          causes
              .getOrDefault(wait, Share.NOTHING)
              .plus(other.causes.getOrDefault(wait, Share.NOTHING)));
    }
    return new Account(
        wallNanos + other.wallNanos,
        cpuNanos + other.cpuNanos,
        runQueueNanos + other.runQueueNanos,
        both,
        unexplained.plus(other.unexplained),
        overlapNanos + other.overlapNanos,
        new Raw(
            raw.clockedNanos + other.raw.clockedNanos, raw.claimedNanos + other.raw.claimedNanos),
        involuntarySwitches + other.involuntarySwitches,
        allocatedBytes + other.allocatedBytes);
  }

  /** Takes {@code excess} from the causes by their counts, from none more than it has. */
  private static void takeBack(double[] granted, double[] counts, double excess) {
    double rest = excess;
    while (rest > 1e-6) {
      double weight = 0;
      for (int i = 0; i < granted.length; i++) {
        weight += granted[i] > 0 ? counts[i] : 0;
      }
      if (weight == 0) {
        return;
      }
      double taken = 0;
      for (int i = 0; i < granted.length; i++) {
        if (granted[i] > 0) {
          double part = Math.min(granted[i], rest * counts[i] / weight);
          granted[i] -= part;
          taken += part;
        }
      }
      rest -= taken;
    }
  }
}

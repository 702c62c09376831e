package tollgate.probe.ledger;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One iteration's thread time, all workers together: wall = cpu + run queue + off, and off = Σ
 * causes + unexplained, both exactly.
 *
 * @param wallNanos summed windows of the workers
 * @param cpuNanos thread CPU time
 * @param runQueueNanos time on run queues
 * @param causes the rest, split; all waits present
 * @param unexplainedNanos what no event explains
 * @param overlapNanos how much more the intervals claimed than the workers were off the processor
 * @param involuntarySwitches count
 * @param allocatedBytes by all workers; NaN when unknown
 */
record Account(
    double wallNanos,
    double cpuNanos,
    double runQueueNanos,
    Map<Wait, Share> causes,
    double unexplainedNanos,
    double overlapNanos,
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
  record Share(double nanos, double low, double high) {}

  /** What the workers' clocks and intervals say, summed. */
  static final class Sums {
    private double wall;
    private double cpu;
    private double runQueue;
    private double switches;
    private double allocated;
    private final double[] claimed = new double[Wait.values().length];
    private final double[] counts = new double[Wait.values().length];

    /** Adds one worker's window. */
    void add(RecordedFork.Reading first, RecordedFork.Reading last, Intervals.Split split) {
      wall += last.nanos() - first.nanos();
      cpu += last.cpuNanos() - first.cpuNanos();
      runQueue += last.runQueueNanos() - first.runQueueNanos();
      switches += last.involuntarySwitches() - first.involuntarySwitches();
      allocated +=
          first.allocatedBytes() < 0 ? Double.NaN : last.allocatedBytes() - first.allocatedBytes();
      for (Wait wait : Wait.values()) {
        claimed[wait.ordinal()] += split.nanos().getOrDefault(wait, 0L);
        counts[wait.ordinal()] += split.counts().getOrDefault(wait, 0L);
      }
    }

    double wallNanos() {
      return wall;
    }

    /**
     * Settles the account.
     *
     * <p>A recorded interval contains the processor time of the blocking call and the run-queue
     * delay after its wake-up, so the intervals can claim more than the workers were off the
     * processor. Each interval carries one wake-up, so the excess is taken from the causes in
     * proportion to their number of intervals. Safepoints take what is left.
     */
    Account settle() {
      // A wait on the run queue is booked when it ends, so a window can carry a delay that began
      // before it; the sum may then exceed the wall time by less than one delay per worker.
      double queue = Math.max(0, Math.min(runQueue, wall - cpu));
      double off = Math.max(0, wall - cpu - queue);
      double[] granted = new double[claimed.length];
      double own = 0;
      for (Wait wait : Wait.values()) {
        if (wait.isOwn()) {
          granted[wait.ordinal()] = claimed[wait.ordinal()];
          own += claimed[wait.ordinal()];
        }
      }
      double overlap = Math.max(0, own - off);
      takeBack(granted, overlap);
      double left = Math.max(0, off - (own - overlap));
      Map<Wait, Share> causes = new EnumMap<>(Wait.class);
      for (Wait wait : Wait.values()) {
        int i = wait.ordinal();
        if (wait.isOwn()) {
          causes.put(
              wait,
              new Share(granted[i], Math.max(0, claimed[i] - overlap), Math.min(claimed[i], off)));
        } else {
          double share = Math.min(claimed[i], left);
          causes.put(wait, new Share(share, 0, Math.min(claimed[i], off)));
          left -= share;
        }
      }
      return new Account(
          wall, Math.min(cpu, wall), queue, causes, left, overlap, switches, allocated);
    }

    /** Takes {@code excess} from the causes by their counts, from none more than it has. */
    private void takeBack(double[] granted, double excess) {
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
}

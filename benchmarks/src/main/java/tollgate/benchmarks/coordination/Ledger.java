package tollgate.benchmarks.coordination;

import tollgate.benchmarks.domain.Check;

/**
 * Which tasks were put and which were done, each as a count and a sum of hashes: where both agree,
 * they are the same tasks, and none is lost or done twice. One that is lost and another that is
 * done twice leave the counts alike but not the hashes.
 *
 * <p>Each agent keeps its own; only {@link #add} may be called by several.
 */
final class Ledger {
  private long putCount;
  private long putHash;
  private long doneCount;
  private long doneHash;

  void put(long task) {
    putCount++;
    putHash += hash(task);
  }

  void done(long task) {
    doneCount++;
    doneHash += hash(task);
  }

  /** Takes in what an agent has put and done, once it has ended. */
  synchronized void add(Ledger other) {
    putCount += other.putCount;
    putHash += other.putHash;
    doneCount += other.doneCount;
    doneHash += other.doneHash;
  }

  /** Tasks put and not done. */
  long open() {
    return putCount - doneCount;
  }

  long doneCount() {
    return doneCount;
  }

  /**
   * All that was put must be done, each task once.
   *
   * @param family of the checks' names: {@code <family>.count} and {@code <family>.once}
   */
  void verify(String family) {
    Check.equal(family + ".count", putCount, doneCount);
    Check.equal(family + ".once", putHash, doneHash);
  }

  /** SplitMix64's finaliser: sums of it tell sets of tasks apart, sums of numbers do not. */
  private static long hash(long task) {
    long z = (task ^ (task >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

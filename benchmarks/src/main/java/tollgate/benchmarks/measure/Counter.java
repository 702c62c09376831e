package tollgate.benchmarks.measure;

/** Counts events of one thread within one iteration; only the thread that created it may add. */
public final class Counter {
  /** Two cache lines on each side, so that neighbouring threads' counters never share one. */
  private static final int PADDING = 16;

  private final long[] cells = new long[2 * PADDING + 1];

  Counter() {}

  /** Counts one event. */
  public void increment() {
    cells[PADDING]++;
  }

  /**
   * Counts several events.
   *
   * @param events how many, not negative
   */
  public void add(long events) {
    cells[PADDING] += events;
  }

  long value() {
    return cells[PADDING];
  }

  void reset() {
    cells[PADDING] = 0;
  }
}

package tollgate.benchmarks.measure;

/**
 * Lets threads that never wait take turns on the cores.
 *
 * <p>JMH adds up what each thread did per its own time. When threads outnumber the cores and none
 * ever waits, the scheduler lets each run for milliseconds on end: a thread that only gets its
 * first turn when a short iteration ends has hardly any time of its own, and its rate counts as if
 * it had had a core throughout. At 50 threads on 2 cores, iterations of 300 ms said up to 104
 * million cycles a second where 22 are possible. Threads that yield every few tenths of a
 * millisecond start and stop together, and nothing above the possible was seen again; iterations
 * also end in half the time.
 */
public final class Turn {

  /** Yielding after 256 operations disturbed HikariCP's thread-local lists; after 4096 not. */
  private static final int OPERATIONS = 4096;

  /** Two cache lines on each side, so that neighbouring threads' turns never share one. */
  private static final int PADDING = 16;

  /** Operations left until the thread yields, in the middle. */
  private final long[] cells = new long[2 * PADDING + 1];

  /** A turn that has just begun. */
  public Turn() {
    cells[PADDING] = OPERATIONS;
  }

  /** One operation, far shorter than a microsecond, is done. */
  public void taken() {
    taken(1);
  }

  /**
   * Some operations, each far shorter than a microsecond, are done.
   *
   * @param operations at least 1
   */
  public void taken(int operations) {
    if ((cells[PADDING] -= operations) <= 0) {
      cells[PADDING] = OPERATIONS;
      Thread.yield();
    }
  }
}

package planted;

import java.util.concurrent.TimeUnit;

/**
 * What is planted into a copy of a jar, by name. Instrumented methods call it, so it knows nothing
 * but the JDK.
 */
public final class Slowdown {

  /** About a query's own time several times over, so that nobody has to search for it. */
  private static final long BUSY_MICROS = 300;

  private static final int GARBAGE_BYTES = 1 << 14;
  private static final int PIECES = 64;
  private static final int FEWER = 2;

  /** Keeps the computing from being optimised away. */
  private static volatile long sink;

  private Slowdown() {}

  /** Computes while nobody else may. */
  public static void lock() {
    synchronized (Slowdown.class) {
      compute();
    }
  }

  /** Waits a millisecond for nothing. */
  public static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the processor. */
  public static void compute() {
    long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(BUSY_MICROS);
    long value = sink;
    while (System.nanoTime() < until) {
      value = value * 6364136223846793005L + 1442695040888963407L;
    }
    sink = value;
  }

  /** Fills a megabyte that nobody keeps, in pieces as applications do. */
  public static void allocate() {
    for (int piece = 0; piece < PIECES; piece++) {
      byte[] garbage = new byte[GARBAGE_BYTES];
      garbage[(int) (sink & (GARBAGE_BYTES - 1))] = 1;
      sink += garbage[0];
    }
  }

  /**
   * Makes the server count to twenty thousand with each read of a node.
   *
   * @param sql any statement
   * @return the same, or the slower one
   */
  public static String query(String sql) {
    return sql.contains("tollgate.nodes where")
        ? sql + " and (select count(*) from generate_series(1, 20000)) > 0"
        : sql;
  }

  /**
   * A pool nobody has thought about.
   *
   * @param size wanted
   * @return what is given
   */
  public static int connections(int size) {
    return Math.min(size, FEWER);
  }
}

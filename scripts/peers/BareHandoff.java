import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Two threads that wake each other by park and unpark: prints hand-offs a second. BareHandoff SECONDS */
final class BareHandoff {

  private static final long WARM_UP_SECONDS = 5;
  private static volatile int turn;
  private static volatile boolean over;
  private static long passed;

  public static void main(String[] args) throws Exception {
    Thread[] both = new Thread[2];
    for (int i = 0; i < both.length; i++) {
      int mine = i;
      both[i] = new Thread(() -> play(mine, both));
    }
    both[0].start();
    both[1].start();
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    long before = passed;
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(Long.parseLong(args[0]));
    long handoffs = passed - before;
    long nanos = System.nanoTime() - start;
    over = true;
    for (Thread each : both) {
      LockSupport.unpark(each);
      each.join();
    }
    System.out.println(handoffs * 1e9 / nanos);
  }

  /** The turn's volatile write publishes {@code passed}; the reader above only needs it to within a hand-off. */
  private static void play(int mine, Thread[] both) {
    while (!over) {
      if (turn == mine) {
        passed++;
        turn = 1 - mine;
        LockSupport.unpark(both[1 - mine]);
      } else {
        LockSupport.park();
      }
    }
    LockSupport.unpark(both[1 - mine]);
  }
}

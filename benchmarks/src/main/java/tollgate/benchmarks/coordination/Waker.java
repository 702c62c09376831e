package tollgate.benchmarks.coordination;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Control;
import tollgate.benchmarks.measure.Work;

/**
 * Lets agents wait for an inbox without a time limit and still end when what they wait for never
 * comes, because another agent has failed.
 *
 * <p>From the end of the iteration's time on it looks at each inbox ten times a second and puts a
 * mark into those that are empty: who takes the mark decides whether to wait on. A limit for each
 * wait would do the same, but then each hand-over sets a timer, cancels it and reads the clock.
 */
final class Waker<T> {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<BlockingQueue<T>> inboxes;
  private final T mark;
  private final Thread thread = new Thread(this::watch, "waker");
  private volatile @Nullable Control iteration;
  private volatile boolean ended;

  /**
   * For the agents of a trial.
   *
   * @param inboxes of all agents; each must have room for the mark whenever it is empty
   * @param mark is nothing that agents send each other
   */
  Waker(List<BlockingQueue<T>> inboxes, T mark) {
    this.inboxes = inboxes;
    this.mark = mark;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** An agent is about to wait; JMH has another {@code control} for each iteration. */
  void expect(Control control) {
    // Written once in an iteration: all agents read it.
    if (iteration != control) {
      iteration = control;
    }
  }

  private void watch() {
    while (!ended) {
      Work.pause(LOOK_NANOS);
      try {
        look();
      } catch (OutOfMemoryError e) {
        // Others wait, it may be, for an agent that failed for the same reason: look again.
      }
    }
  }

  /** Marks the empty inboxes once, if the time is up. */
  void look() {
    Control control = iteration;
    if (control == null || !control.stopMeasurement) {
      return;
    }
    for (BlockingQueue<T> inbox : inboxes) {
      if (inbox.isEmpty()) {
        inbox.add(mark);
      }
    }
  }

  /** Ends, within a tenth of a second, when nobody waits any more. */
  void end() throws InterruptedException {
    ended = true;
    thread.join();
  }
}

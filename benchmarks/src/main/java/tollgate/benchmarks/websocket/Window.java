package tollgate.benchmarks.websocket;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Control;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LatencyRecorder;

/**
 * The messages of one sender that have not arrived yet, a limited number, in order.
 *
 * <p>One thread sends; the arrivals come one after the other, on threads of the client library.
 */
final class Window {
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int size;
  private final long[] sentNanos;
  private final long[] arrivedNanos;
  private long sent;
  private long settled;
  private volatile long arrived;
  private volatile @Nullable Thread waiting;
  private volatile @Nullable String wrong;

  Window(int size) {
    this.size = size;
    this.sentNanos = new long[size];
    this.arrivedNanos = new long[size];
  }

  /** Called before each send; waits while the window is full. The result is the sequence number. */
  long next(LatencyRecorder latency, Control control) {
    settle(latency);
    awaitArrivals(sent - size + 1);
    settle(latency);
    sentNanos[(int) (sent % size)] = LatencyRecorder.start(control);
    return sent++;
  }

  /** A message of ours has arrived. */
  void arrived(long sequence) {
    long expected = arrived;
    if (sequence != expected) {
      wrong = "message " + sequence + " came when " + expected + " was due";
    }
    arrivedNanos[(int) (expected % size)] = System.nanoTime();
    arrived = expected + 1;
    LockSupport.unpark(waiting);
  }

  /** What is missing will not come. */
  void failed(String why) {
    wrong = why;
    LockSupport.unpark(waiting);
  }

  /** Waits until nothing is under way. */
  void drain(LatencyRecorder latency) {
    awaitArrivals(sent);
    settle(latency);
  }

  private void awaitArrivals(long count) {
    waiting = Thread.currentThread();
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    while (arrived < count) {
      long left = deadline - System.nanoTime();
      Check.that(
          "window.delivered", left > 0, left > 0 ? "" : (count - arrived) + " messages never came");
      String why = wrong;
      Check.that("window.order", why == null, why == null ? "" : why);
      LockSupport.parkNanos(this, left);
    }
    String why = wrong;
    Check.that("window.order", why == null, why == null ? "" : why);
  }

  private void settle(LatencyRecorder latency) {
    for (long until = arrived; settled < until; settled++) {
      int slot = (int) (settled % size);
      latency.recordBetween(sentNanos[slot], arrivedNanos[slot]);
    }
  }
}

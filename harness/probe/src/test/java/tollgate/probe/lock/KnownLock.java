package tollgate.probe.lock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A lock held for six of ten milliseconds, and what that really came to. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class KnownLock {

  private static final long HELD_NANOS = 6_000_000;
  private static final long FREE_NANOS = 4_000_000;

  private final ReentrantLock lock = new ReentrantLock();

  /** The holder's own books, so that no test depends on how long a nap really takes. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Books {
    public long heldMicros;
    public long freeMicros;
  }

  /** A benchmark that gives no lock to anybody. */
  public static class Without {
    /** Naps. */
    @Benchmark
    public void turn() {
      nap(FREE_NANOS);
    }
  }

  /** Lets the lock be seen. */
  @Setup
  public void observe() {
    ObservedLocks.observe("known", lock);
  }

  /** And no longer. */
  @TearDown
  public void forget() {
    ObservedLocks.forget("known");
  }

  /** With one thread the held share is 6 / (6 + 4). */
  @Benchmark
  public void turn(Books books) {
    lock.lock();
    try {
      books.heldMicros += nap(HELD_NANOS);
    } finally {
      lock.unlock();
    }
    books.freeMicros += nap(FREE_NANOS);
  }

  private static long nap(long nanos) {
    long from = System.nanoTime();
    LockSupport.parkNanos(nanos);
    return (System.nanoTime() - from) / 1_000;
  }
}

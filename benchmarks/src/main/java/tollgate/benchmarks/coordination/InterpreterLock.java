package tollgate.benchmarks.coordination;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * CPython's global interpreter lock, followed step by step from its {@code ceval_gil.c}: a waiter
 * asks for the lock to be dropped when it has waited one switch interval and nobody else got it
 * meanwhile; the holder looks for such a request between computations, drops the lock, and lets
 * another thread take it before it competes again. Whoever comes may take a free lock, waiters have
 * no precedence.
 */
final class InterpreterLock {
  /** {@code sys.getswitchinterval()}'s default. */
  static final long SWITCH_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final ReentrantLock mutex = new ReentrantLock();
  private final Condition free = mutex.newCondition();
  private final Condition switched = mutex.newCondition();

  /** Written under the mutex; volatile for those who only look. */
  private volatile boolean locked;

  private final AtomicInteger waiting = new AtomicInteger();
  private @Nullable Thread lastHolder;
  private long switches;
  private volatile boolean dropRequested;

  /** Whether somebody has it now. Never blocks. */
  boolean isHeld() {
    return locked;
  }

  /** How many wait for it now. Never blocks. */
  int waiting() {
    return waiting.get();
  }

  /** Waits for the lock, however long. */
  void acquire() throws InterruptedException {
    mutex.lockInterruptibly();
    try {
      awaitFree();
      locked = true;
      if (lastHolder != Thread.currentThread()) {
        lastHolder = Thread.currentThread();
        switches++;
      }
      dropRequested = false;
      switched.signalAll();
    } finally {
      mutex.unlock();
    }
  }

  private void awaitFree() throws InterruptedException {
    if (!locked) {
      return;
    }
    waiting.incrementAndGet();
    try {
      while (locked) {
        long switchesBefore = switches;
        boolean timedOut = free.awaitNanos(SWITCH_INTERVAL_NANOS) <= 0;
        if (timedOut && locked && switches == switchesBefore) {
          dropRequested = true;
        }
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Gives the lock up; after a request, not before another thread has had it. */
  void release() throws InterruptedException {
    mutex.lockInterruptibly();
    try {
      locked = false;
      free.signal();
      while (dropRequested && lastHolder == Thread.currentThread()) {
        switched.await();
      }
    } finally {
      mutex.unlock();
    }
  }

  /** What an interpreter does between instructions: yields if somebody asked for it. */
  void checkpoint() throws InterruptedException {
    if (dropRequested) {
      release();
      acquire();
    }
  }
}

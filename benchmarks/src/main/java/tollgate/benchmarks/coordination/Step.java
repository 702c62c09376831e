package tollgate.benchmarks.coordination;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.measure.Work;

/**
 * An agent's own part of an operation, waiting and computing, on one of the runtimes.
 *
 * <p>An agent runs from {@link #enter} to {@link #leave}. Where that takes the interpreter's lock,
 * whatever may wait for somebody else belongs between a leave and an enter, as CPython's blocking
 * calls give the lock up: a lease that is waited for with the lock held would never come.
 */
final class Step {
  /** How often a computing agent looks whether it has to give the lock up, in CPU time. */
  private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

  private final @Nullable InterpreterLock lock;
  private final long thinkNanos;
  private final long computeNanos;

  /** The steps of all agents of a trial, who share the lock if there is one. */
  Step(AgentRuntime runtime, long thinkMicros, long computeMicros) {
    this.lock = runtime == AgentRuntime.GIL ? new InterpreterLock() : null;
    this.thinkNanos = TimeUnit.MICROSECONDS.toNanos(thinkMicros);
    this.computeNanos = TimeUnit.MICROSECONDS.toNanos(computeMicros);
  }

  /** Begins to run, or goes on after it waited. */
  void enter() throws InterruptedException {
    if (lock != null) {
      lock.acquire();
    }
  }

  /** Stops running, to wait or for good. */
  void leave() throws InterruptedException {
    if (lock != null) {
      lock.release();
    }
  }

  /** Waits for the think time, without running. */
  void think() throws InterruptedException {
    leave();
    Work.pause(thinkNanos);
    enter();
  }

  /** Computes for a step's CPU time. */
  void compute() throws InterruptedException {
    compute(computeNanos);
  }

  /**
   * Computes while running.
   *
   * @param nanos CPU time, to about 5 µs
   * @return CPU time used, nanoseconds
   */
  long compute(long nanos) throws InterruptedException {
    if (lock == null) {
      return Work.compute(nanos);
    }
    long used = 0;
    while (used < nanos) {
      used += Work.compute(Math.min(SLICE_NANOS, nanos - used));
      lock.checkpoint();
    }
    return used;
  }

  long thinkNanos() {
    return thinkNanos;
  }

  long computeNanos() {
    return computeNanos;
  }
}

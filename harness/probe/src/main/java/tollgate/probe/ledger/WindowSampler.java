package tollgate.probe.ledger;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.runner.InfraControl;

/**
 * Reads the workers' clocks around the beginning of the measured loop and around its end.
 *
 * <p>JMH's task is wider than the loop (set-up, tear-down), so the loop is taken from the control
 * block. The sampler sleeps in between: a poller of 1 ms cost 3.4 % of the score. On a saturated
 * machine one pass over 50 workers took 540 ms, hence several passes, of which the reader uses each
 * worker's closest to the end of what JMH measured.
 */
final class WindowSampler implements Runnable {

  /** When the passes after the first begin, as shares of the iteration's time. */
  private static final double[] PASSES = {0.6, 0.9, 0.95, 0.97, 0.982, 0.994};

  /**
   * Pause between the passes before the start and after the time is over. On an idle machine nobody
   * is in the loop any more. On a saturated one the first pass came tens of milliseconds late, and
   * the workers stay until all have noticed the end: that makes up for it. Without these passes
   * windows at 50 threads on two processors were a thirtieth to a twentieth short.
   */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long START_TIMEOUT_SECONDS = 600;

  private final int iteration;
  private final long durationNanos;
  private final LedgerExecutor executor;
  private final CompletableFuture<InfraControl> control = new CompletableFuture<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread thread = new Thread(this, "tollgate-ledger-sampler");

  WindowSampler(int iteration, long durationNanos, LedgerExecutor executor) {
    this.iteration = iteration;
    this.durationNanos = durationNanos;
    this.executor = executor;
    thread.setDaemon(true);
  }

  /** Returns when it is ready to read, before the iteration. */
  void start() throws InterruptedException {
    executor.observe(this);
    thread.start();
    ready.await();
  }

  /** Ends the sampling, after the iteration. */
  void stop() throws InterruptedException {
    executor.observe(null);
    thread.interrupt();
    thread.join();
  }

  /** A task that JMH is about to run: it holds the control block of the iteration. */
  void offer(Callable<?> task) {
    if (!control.isDone()) {
      try {
        Field field = task.getClass().getDeclaredField("control");
        field.setAccessible(true);
        control.complete((InfraControl) field.get(task));
      } catch (ReflectiveOperationException | RuntimeException e) {
        control.completeExceptionally(e);
      }
    }
  }

  @Override
  public void run() {
    try {
      Precedence.take();
      ready.countDown();
      InfraControl loop = control.get();
      readWhileOthersGetReady(loop);
      awaitStart(loop);
      long start = System.nanoTime();
      readHost();
      long cost = pass(loop);
      for (double share : PASSES) {
        long at = start + Math.min((long) (durationNanos * share), durationNanos - 2 * cost);
        sleepUntil(at, loop);
        cost = pass(loop);
      }
      sleepUntil(start + durationNanos, loop);
      readHost();
      while (!hasEnded(loop)) {
        pass(loop);
        sleepUntil(System.nanoTime() + PAUSE_NANOS, loop);
      }
    } catch (InterruptedException e) {
      // The iteration is over; what was read is in the recording.
    } catch (ExecutionException e) {
      LedgerNote.write(Failure.NO_WINDOW);
    }
  }

  /**
   * Workers that are ready run operations until the last one is; a reading of those is a beginning
   * as good as the start itself. On a saturated machine there is none as good after it.
   */
  private void readWhileOthersGetReady(InfraControl loop) throws InterruptedException {
    if (loop.warmupShouldWait) {
      loop.preSetup.await(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      while (loop.warmupShouldWait && !loop.warmupDone.await(PAUSE_NANOS, TimeUnit.NANOSECONDS)) {
        pass(loop);
      }
    }
  }

  private static void awaitStart(InfraControl loop) throws InterruptedException {
    if (loop.warmupShouldWait) {
      loop.warmupDone.await(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } else {
      // Iterations that are not synchronised start on their own: the last set-up is the best sign.
      loop.preSetup.await(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void sleepUntil(long nanos, InfraControl loop) throws InterruptedException {
    long left = nanos - System.nanoTime();
    while (left > 0 && !hasEnded(loop)) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      left = nanos - System.nanoTime();
    }
  }

  /** Reads every worker once; how long that took, ns. */
  private long pass(InfraControl loop) {
    long start = System.nanoTime();
    List<Worker> workers = executor.workers();
    for (Worker worker : workers) {
      if (hasEnded(loop)) {
        break;
      }
      WorkerSnapshot snapshot = new WorkerSnapshot();
      try {
        worker.read(snapshot);
      } catch (IOException e) {
        continue;
      }
      if (!hasEnded(loop)) {
        snapshot.iteration = iteration;
        snapshot.commit();
      }
    }
    return System.nanoTime() - start;
  }

  /** After isDone a worker goes on until all have noticed; only then does it leave its loop. */
  private static boolean hasEnded(InfraControl loop) {
    return loop.isDone && !loop.warmdownShouldWait;
  }

  private void readHost() {
    HostSnapshot snapshot = new HostSnapshot();
    snapshot.begin();
    snapshot.iteration = iteration;
    HostClock.read(snapshot);
    snapshot.commit();
  }
}

package tollgate.probe.memory;

import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.InfraControl;

/**
 * JMH's worker pool, held by us: the same fixed pool of daemon threads with the same names, which
 * lets the last iteration be read between its measured loop and its tear-down. JMH tells profilers
 * that it is over only when the states are gone, and what they kept with them.
 *
 * <p>JMH makes it when {@code jmh.executor=CUSTOM} and {@code jmh.executor.class} names it. Public
 * only for that.
 */
public final class MemoryExecutor extends ThreadPoolExecutor {
  private static volatile @Nullable MemoryExecutor current;

  private volatile @Nullable Runnable beforeTearDown;

  /**
   * Called by JMH.
   *
   * @param threads how many workers
   * @param prefix of the threads' names
   */
  @SuppressWarnings("ThisEscapedInObjectConstruction")
  public MemoryExecutor(int threads, String prefix) {
    super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(prefix));
    current = this;
  }

  /** The executor of this fork; null when JMH runs on another one. */
  static @Nullable MemoryExecutor current() {
    return current;
  }

  /**
   * Runs something once in the next iteration, when all workers have left its loop and none has
   * torn anything down; null for nothing. It runs in one of the workers while the others wait.
   */
  void beforeTearDown(@Nullable Runnable action) {
    beforeTearDown = action;
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
    Runnable action = beforeTearDown;
    if (action != null) {
      hold(task, action);
    }
    return super.newTaskFor(task);
  }

  /** The tasks of an iteration share one control block. */
  private static void hold(Callable<?> task, Runnable action) {
    try {
      Field field = task.getClass().getDeclaredField("control");
      field.setAccessible(true);
      InfraControl control = (InfraControl) field.get(task);
      if (control == null || control.preTearDown instanceof Barrier) {
        return;
      }
      // JMH makes the block and its latches itself, and nobody waits at them before the tasks run.
      Field latch = InfraControl.class.getField("preTearDown");
      latch.setAccessible(true);
      latch.set(control, new Barrier((int) control.preTearDown.getCount(), action));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version of JMH: the reading comes after the tear-down, and says so.
      return;
    }
  }

  /** Does something before it opens. */
  static final class Barrier extends CountDownLatch {
    private final AtomicInteger missing;
    private final Runnable action;

    Barrier(int parties, Runnable action) {
      super(parties);
      this.missing = new AtomicInteger(parties);
      this.action = action;
    }

    @Override
    public void countDown() {
      if (missing.decrementAndGet() == 0) {
        action.run();
      }
      super.countDown();
    }
  }

  private static ThreadFactory factory(String prefix) {
    AtomicInteger counter = new AtomicInteger();
    ThreadFactory factory = Executors.defaultThreadFactory();
    return runnable -> {
      Thread thread = factory.newThread(runnable);
      thread.setName(prefix + "-jmh-worker-" + counter.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}

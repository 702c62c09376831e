package tollgate.probe.ledger;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * JMH's worker pool, held by us: the same fixed pool of daemon threads with the same names, which
 * tells the sampler who works and in which iteration.
 *
 * <p>JMH makes it when {@code jmh.executor=CUSTOM} and {@code jmh.executor.class} names it. Public
 * only for that.
 */
public final class LedgerExecutor extends ThreadPoolExecutor {

  private static volatile @Nullable LedgerExecutor current;

  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Boolean> registered = ThreadLocal.withInitial(() -> false);
  private volatile @Nullable WindowSampler sampler;

  /**
   * Called by JMH.
   *
   * @param threads how many workers
   * @param prefix of the threads' names
   */
  @SuppressWarnings("ThisEscapedInObjectConstruction")
  public LedgerExecutor(int threads, String prefix) {
    super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(prefix));
    current = this;
  }

  /** The executor of this fork; null when JMH runs on another one. */
  static @Nullable LedgerExecutor current() {
    return current;
  }

  /** Workers that have run a task, in no order. */
  List<Worker> workers() {
    return List.copyOf(workers);
  }

  /** Who is told of the next tasks; null for nobody. */
  void observe(@Nullable WindowSampler next) {
    sampler = next;
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
    WindowSampler observer = sampler;
    if (observer != null) {
      observer.offer(task);
    }
    return super.newTaskFor(task);
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    super.beforeExecute(thread, task);
    // Once per worker and before its first task: nothing of this is inside a measured loop.
    if (!registered.get()) {
      registered.set(true);
      Worker.ofCurrentThread().ifPresent(workers::add);
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

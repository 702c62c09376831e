package tollgate.benchmarks.measure;

import java.util.concurrent.LinkedBlockingQueue;
import org.glassfish.grizzly.threadpool.AbstractThreadPool;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * A queue for a thread pool whose tasks are to run on the thread that hands them over: it runs each
 * at once and holds none, so the pool's own threads have nothing to take but their end.
 *
 * <p>Grizzly has a strategy for that, and Tyrus no way to choose it; the queue of the pool is all
 * that it lets its users set.
 */
final class RunsWhenOffered extends LinkedBlockingQueue<Runnable> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean offer(Runnable task) {
    if (task == Pool.END) {
      return super.offer(task);
    }
    task.run();
    return true;
  }

  /** Knows what a pool of Grizzly gives to its threads for them to end, which only pools know. */
  private abstract static class Pool extends AbstractThreadPool {
    static final Runnable END = poison;

    private Pool(ThreadPoolConfig config) {
      super(config);
    }
  }
}

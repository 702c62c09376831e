package tollgate.benchmarks.measure;

import java.util.concurrent.LinkedBlockingQueue;

/**
 * A queue for a thread pool whose tasks are to run on the thread that hands them over: it runs each
 * at once and never holds any, so the pool's own threads have nothing to take.
 *
 * <p>Grizzly has a strategy for that, and Tyrus no way to choose it; the queue of the pool is all
 * that it lets its users set.
 */
final class RunsWhenOffered extends LinkedBlockingQueue<Runnable> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean offer(Runnable task) {
    task.run();
    return true;
  }
}

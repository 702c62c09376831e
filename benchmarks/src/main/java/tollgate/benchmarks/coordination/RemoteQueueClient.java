package tollgate.benchmarks.coordination;

import org.jspecify.annotations.Nullable;

/** Access to a queue of another process: the agent does not run while it waits for answers. */
final class RemoteQueueClient implements TaskQueue.Client {
  private final TaskQueue.Client queue;
  private final Step step;

  RemoteQueueClient(TaskQueue.Client queue, Step step) {
    this.queue = queue;
    this.step = step;
  }

  @Override
  public void put(long task) throws Exception {
    step.leave();
    try {
      queue.put(task);
    } finally {
      step.enter();
    }
  }

  @Override
  public @Nullable Long claim() throws Exception {
    step.leave();
    try {
      return queue.claim();
    } finally {
      step.enter();
    }
  }

  @Override
  public void complete(long task) throws Exception {
    step.leave();
    try {
      queue.complete(task);
    } finally {
      step.enter();
    }
  }

  @Override
  public void close() throws Exception {
    queue.close();
  }
}

package tollgate.benchmarks.coordination;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A queue within one JVM, without locks. */
final class MemoryQueue implements TaskQueue, TaskQueue.Client {
  private final ConcurrentLinkedQueue<Long> tasks = new ConcurrentLinkedQueue<>();

  @Override
  public Client open(int agent) {
    return this;
  }

  @Override
  public void put(long task) {
    tasks.add(task);
  }

  @Override
  public @Nullable Long claim() {
    return tasks.poll();
  }

  @Override
  public void complete(long task) {}

  @Override
  public void tidy() {}

  @Override
  public Iterable<Long> remaining() {
    return List.copyOf(tasks);
  }

  @Override
  public void close() {}
}

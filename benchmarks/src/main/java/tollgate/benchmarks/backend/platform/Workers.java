package tollgate.benchmarks.backend.platform;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that serve requests: a virtual one for each from JDK 21 on, a fixed pool before. */
final class Workers {
  /** As many wait for the database's answers at most, where threads are dear. */
  private static final int PLATFORM_THREADS = 64;

  private Workers() {}

  static ExecutorService start() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      AtomicInteger count = new AtomicInteger();
      return Executors.newFixedThreadPool(
          PLATFORM_THREADS,
          work -> {
            Thread thread = new Thread(work, "platform-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a public method of the JDK", e);
    }
  }
}

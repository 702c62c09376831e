package tollgate.benchmarks.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Borrows from a pool and gives back, without JMH and without the benchmark's states: prints cycles a second. BareCycle THREADS SECONDS */
final class BareCycle {

  private static final long WARM_UP_SECONDS = 2;
  private static volatile boolean measuring;
  private static volatile boolean over;

  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[0]);
    long seconds = Long.parseLong(args[1]);
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(threads);
    config.setMinimumIdle(threads);
    config.setDataSource(new StubDataSource());
    LongAdder cycles = new LongAdder();
    try (HikariDataSource pool = new HikariDataSource(config)) {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Thread worker = new Thread(() -> cycles.add(count(pool)));
        worker.start();
        workers.add(worker);
      }
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      long start = System.nanoTime();
      measuring = true;
      TimeUnit.SECONDS.sleep(seconds);
      over = true;
      long nanos = System.nanoTime() - start;
      for (Thread worker : workers) {
        worker.join();
      }
      System.out.println(cycles.sum() * 1e9 / nanos);
    }
  }

  private static long count(HikariDataSource pool) {
    long warm = cycle(pool, false);
    return warm < 0 ? warm : cycle(pool, true);
  }

  /** Until the phase ends; one method, so that what was compiled while warming up runs while measuring. */
  private static long cycle(HikariDataSource pool, boolean counted) {
    long count = 0;
    long open = 0;
    try {
      while (counted ? !over : !measuring) {
        try (Connection connection = pool.getConnection()) {
          open += connection.isClosed() ? 0 : 1;
        }
        count++;
      }
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
    if (open != count) {
      throw new IllegalStateException(count - open + " borrowed connections were closed");
    }
    return count;
  }
}

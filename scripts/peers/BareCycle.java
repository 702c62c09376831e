package tollgate.benchmarks.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import tollgate.benchmarks.measure.Pools;

/** Borrows from a pool and gives back, without JMH and without the benchmark's states: prints cycles a second. BareCycle THREADS SECONDS */
final class BareCycle {

  private static final long WARM_UP_SECONDS = 2;
  private static final int BLOCK = 1_000;

  /** Longs from one thread's count to the next: two cache lines, so that no thread's counting slows another. */
  private static final int STRIDE = 16;

  private static volatile boolean over;

  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[0]);
    long seconds = Long.parseLong(args[1]);
    HikariConfig config = Pools.fixed(threads);
    config.setDataSource(new StubDataSource());
    AtomicLongArray counts = new AtomicLongArray((threads + 1) * STRIDE);
    try (HikariDataSource pool = Pools.open(config)) {
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int at = (i + 1) * STRIDE;
        Thread worker = new Thread(() -> cycle(pool, counts, at));
        worker.start();
        workers.add(worker);
      }
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      long before = sum(counts);
      long start = System.nanoTime();
      TimeUnit.SECONDS.sleep(seconds);
      long cycles = sum(counts) - before;
      long nanos = System.nanoTime() - start;
      over = true;
      for (Thread worker : workers) {
        worker.join();
      }
      System.out.println(cycles * 1e9 / nanos);
    }
  }

  private static long sum(AtomicLongArray counts) {
    long sum = 0;
    for (int i = 0; i < counts.length(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  private static void cycle(HikariDataSource pool, AtomicLongArray counts, int at) {
    try {
      for (long count = BLOCK; !over; count += BLOCK) {
        block(pool);
        counts.setRelease(at, count);
      }
    } catch (Throwable e) {
      // Or the others would be measured without this one.
      e.printStackTrace();
      System.exit(1);
    }
  }

  /** A method of its own and always the same way through it: what is compiled while warming up runs while measuring. */
  private static void block(HikariDataSource pool) throws SQLException {
    for (int i = 0; i < BLOCK; i++) {
      try (Connection connection = pool.getConnection()) {
        use(connection);
      }
    }
  }

  /** Not compiled into the loop, as the benchmark's is not: or there would be no object for the connection. */
  private static void use(Connection connection) throws SQLException {
    if (connection.isClosed()) {
      throw new IllegalStateException("a borrowed connection is closed");
    }
  }
}

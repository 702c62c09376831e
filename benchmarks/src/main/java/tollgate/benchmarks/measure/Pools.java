package tollgate.benchmarks.measure;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tollgate.benchmarks.backend.PostgresAddress;

/**
 * Connection pools that do nothing of their own accord while they are measured.
 *
 * <p>Whatever else can block in a benchmark has a timeout below the length of an iteration. A
 * borrower here waits for up to 30 s, unless the benchmark sets another limit, and a statement for
 * its answer likewise: on a starved machine with few connections a borrower was seen to wait beyond
 * ten seconds, and to fail then would be to call slow broken. Who began to wait while the iteration
 * was measured is recorded when it is over, however long that takes.
 */
public final class Pools {
  private static final long FILL_SECONDS = 30;

  private Pools() {}

  /**
   * The configuration all our pools share: fixed size, connections that neither age nor idle out.
   *
   * @param size connections
   * @return without a driver or an address yet
   */
  public static HikariConfig fixed(int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tollgate");
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    config.setMaxLifetime(0);
    config.setIdleTimeout(0);
    config.setKeepaliveTime(0);
    // HikariCP serves whoever comes first, not who waits longest.
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(30));
    return config;
  }

  /**
   * The same, with the waits of its borrowers recorded.
   *
   * @param size connections
   * @param waits told of every borrow
   * @return without a driver or an address yet
   */
  public static HikariConfig watched(int size, PoolWaits waits) {
    HikariConfig config = fixed(size);
    config.setMetricsTrackerFactory(waits);
    return config;
  }

  /**
   * Points a configuration at a server.
   *
   * @param config changed and returned
   * @param address of the server
   * @param driver further properties of pgjdbc, such as {@code prepareThreshold}
   * @return the argument
   */
  public static HikariConfig at(HikariConfig config, PostgresAddress address, Properties driver) {
    config.setJdbcUrl(address.url());
    config.setUsername(address.user());
    if (!address.password().isEmpty()) {
      config.setPassword(address.password());
    }
    // A server that no longer answers fails the run instead of stopping it.
    config.addDataSourceProperty("socketTimeout", "30");
    driver.forEach((key, value) -> config.addDataSourceProperty((String) key, value));
    return config;
  }

  /**
   * Opens a pool and waits until all its connections are there.
   *
   * @param config of fixed size
   * @return a full pool that the caller closes
   */
  public static HikariDataSource open(HikariConfig config) {
    return open(config, config.getMaximumPoolSize());
  }

  /**
   * Opens a pool and waits until so many of its connections are there.
   *
   * @param config of any size
   * @param connections to wait for
   * @return a pool that the caller closes
   */
  public static HikariDataSource open(HikariConfig config, int connections) {
    HikariDataSource pool = new HikariDataSource(config);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FILL_SECONDS);
    while (pool.getHikariPoolMXBean().getTotalConnections() < connections) {
      if (System.nanoTime() > deadline) {
        int got = pool.getHikariPoolMXBean().getTotalConnections();
        pool.close();
        throw new IllegalStateException(
            "the server granted %d of %d connections in %d s: raise its max_connections or lower the pool size"
                .formatted(got, connections, FILL_SECONDS));
      }
      LockSupport.parkNanos(1_000_000);
    }
    return pool;
  }
}

package tollgate.probe.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.infra.ThreadParams;

/** Workloads whose ledger is known before it is taken. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 1)
public class KnownWorkloads {

  private static final int TOKENS = 20_000;

  /** One lock for all threads. */
  @State(Scope.Benchmark)
  public static class Shared {
    final Object monitor = new Object();
    final ReentrantLock lock = new ReentrantLock();
    final SynchronousQueue<Integer> queue = new SynchronousQueue<>();
  }

  /** A pool of five connections that lead nowhere. */
  @State(Scope.Benchmark)
  public static class Pool {
    @Param("5")
    public int poolSize;

    HikariDataSource source;

    /** Opens the pool. */
    @Setup(Level.Trial)
    public void open() {
      HikariConfig config = new HikariConfig();
      config.setDataSource(new NowhereDataSource());
      config.setMaximumPoolSize(poolSize);
      config.setMinimumIdle(poolSize);
      config.setConnectionTimeout(5_000);
      source = new HikariDataSource(config);
    }

    /** Closes the pool. */
    @TearDown(Level.Trial)
    public void close() {
      source.close();
    }
  }

  /** A server that answers each byte after two milliseconds, and a connection per thread. */
  @State(Scope.Benchmark)
  public static class Server {
    SlowServer server;

    /** Starts the server in this JVM: its threads are no workers. */
    @Setup(Level.Trial)
    public void open() throws IOException {
      server = SlowServer.start(2);
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      server.close();
    }
  }

  /** A connection to {@link Server}. */
  @State(Scope.Thread)
  public static class Client {
    SlowServer.Client client;

    /** Connects. */
    @Setup(Level.Trial)
    public void open(Server server) throws IOException {
      client = server.server.connect();
    }

    /** Disconnects. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      client.close();
    }
  }

  /** All processor. */
  @Benchmark
  public void cpu() {
    Blackhole.consumeCPU(TOKENS);
  }

  /** All sleep. */
  @Benchmark
  public void sleep() throws InterruptedException {
    Thread.sleep(2);
  }

  /** One monitor held for a sleep: only one thread at a time gets on. */
  @Benchmark
  public void monitor(Shared shared) throws InterruptedException {
    synchronized (shared.monitor) {
      Thread.sleep(1);
    }
  }

  /** One lock held for a sleep. */
  @Benchmark
  public void lock(Shared shared) throws InterruptedException {
    shared.lock.lock();
    try {
      Thread.sleep(1);
    } finally {
      shared.lock.unlock();
    }
  }

  /** One lock held for computing. */
  @Benchmark
  public void busyLock(Shared shared) {
    shared.lock.lock();
    try {
      Blackhole.consumeCPU(TOKENS);
    } finally {
      shared.lock.unlock();
    }
  }

  /**
   * A pool of P held for a fixed time: N threads wait 1 − P/N of their time. Held long against what
   * waking up costs, which the law does not know.
   */
  @Benchmark
  public void pool(Pool pool) throws SQLException, InterruptedException {
    try (Connection connection = pool.source.getConnection()) {
      Thread.sleep(2);
      Blackhole.consumeCPU(connection.hashCode() & 1);
    }
  }

  /** A peer that takes two milliseconds. */
  @Benchmark
  public int socket(Client client) throws IOException {
    return client.client.ask();
  }

  /** Threads with an even number hand over to those with an odd one; one alone times out. */
  @Benchmark
  public Object handOff(Shared shared, ThreadParams thread) throws InterruptedException {
    return thread.getThreadIndex() % 2 == 0
        ? shared.queue.offer(1, 1, TimeUnit.MILLISECONDS)
        : shared.queue.poll(1, TimeUnit.MILLISECONDS);
  }

  /** Nothing but garbage. */
  @Benchmark
  public byte[] allocation() {
    return new byte[64 * 1024];
  }

  /** Nothing but giving the processor away. */
  @Benchmark
  public void yielding() {
    Thread.yield();
  }
}

package planted;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * One benchmark per kind of regression. {@code -Dplanted=true} plants it, in a method whose name
 * says so; the collector's needs other flags. Each costs several times what the benchmark did, so
 * that no neighbour on the machine hides it.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Plants {

  private static final boolean PLANTED = Boolean.getBoolean("planted");

  private Plants() {}

  /** Sums of a row of numbers, which the planted method makes once more for every column. */
  @State(Scope.Thread)
  public static class Hot {
    private final long[] row = new long[512];

    /** CPU time. */
    @Benchmark
    public long hotMethod() {
      return sum() + (PLANTED ? plantedRecomputation() : 0);
    }

    private long sum() {
      long sum = 0;
      for (int i = 0; i < row.length; i++) {
        sum = sum * 31 + (row[i] ^ sum >>> 7);
      }
      return sum;
    }

    private long plantedRecomputation() {
      long sum = 1;
      for (int column = 0; column < 64; column++) {
        for (int i = 0; i < row.length; i++) {
          sum = sum * 31 + (row[i] ^ sum >>> 7);
        }
      }
      return sum;
    }
  }

  /** A small answer, of which the planted method makes many copies. */
  @State(Scope.Thread)
  public static class Allocation {
    private final Object[] kept = new Object[64];

    /** Bytes. */
    @Benchmark
    public Object allocation() {
      kept[0] = new byte[64];
      if (PLANTED) {
        plantedCopies();
      }
      return kept;
    }

    private void plantedCopies() {
      for (int i = 0; i < 2_000; i++) {
        kept[i % kept.length] = new byte[240];
      }
    }
  }

  /** Each thread books in its own account, or all in one. */
  @State(Scope.Benchmark)
  public static class Lock {
    private final Object everybodys = new Object();

    /** A thread's own account. */
    @State(Scope.Thread)
    public static class Account {
      private final Object own = new Object();
    }

    /** Monitor waits. */
    @Benchmark
    @Threads(6)
    public void lock(Account account) throws InterruptedException {
      if (PLANTED) {
        plantedGlobalLock();
      } else {
        synchronized (account.own) {
          Thread.sleep(1);
        }
      }
    }

    private void plantedGlobalLock() throws InterruptedException {
      synchronized (everybodys) {
        Thread.sleep(1);
      }
    }
  }

  /** A connection for each thread, or one for all. */
  @State(Scope.Benchmark)
  public static class Pool {
    private static final int THREADS = 6;
    private final BlockingQueue<Object> idle = new ArrayBlockingQueue<>(THREADS);

    /** Fills the pool. */
    @Setup
    public void open() {
      for (int i = 0; i < (PLANTED ? 1 : THREADS); i++) {
        idle.add(new Object());
      }
    }

    /** Parks. */
    @Benchmark
    @Threads(THREADS)
    public void pool() throws InterruptedException {
      Object connection = borrowFromPlantedPool();
      try {
        Thread.sleep(1);
      } finally {
        idle.add(connection);
      }
    }

    private Object borrowFromPlantedPool() throws InterruptedException {
      return idle.take();
    }
  }

  /** One statement, or one for each row. */
  @State(Scope.Thread)
  public static class Query {
    private Peer database;
    private Socket connection;

    /** Starts the server. */
    @Setup
    public void open() throws IOException {
      database = new Peer(1);
      connection = database.connect();
    }

    /** Round trips. */
    @Benchmark
    public int query() {
      return select() + (PLANTED ? plantedQueryPerRow() : 0);
    }

    private int select() {
      return Peer.exchange(connection);
    }

    private int plantedQueryPerRow() {
      int rows = 0;
      for (int i = 0; i < 12; i++) {
        rows += Peer.exchange(connection);
      }
      return rows;
    }

    /** Ends the server. */
    @TearDown
    public void close() throws IOException {
      connection.close();
      database.close();
    }
  }

  /** A service that answers at once, or after a while. */
  @State(Scope.Thread)
  public static class Delay {
    private Peer service;
    private Socket connection;

    /** Starts the server. */
    @Setup
    public void open() throws IOException {
      service = new Peer(PLANTED ? 5 : 0);
      connection = service.connect();
    }

    /** Socket reads. */
    @Benchmark
    public int socketDelay() {
      return askSlowService();
    }

    private int askSlowService() {
      return Peer.exchange(connection);
    }

    /** Ends the server. */
    @TearDown
    public void close() throws IOException {
      connection.close();
      service.close();
    }
  }

  /** Short-lived objects beside long-lived ones, in a large heap or, planted, in a small one. */
  @State(Scope.Thread)
  @Fork(jvmArgsPrepend = {"-XX:+UseSerialGC", "-Xmx256m", "-Xmn64m"})
  public static class Collector {
    private final Object[] longLived = new Object[24_000];
    private final Object[] recent = new Object[4_000];
    private int next;

    /** Fills what stays. */
    @Setup
    public void fill() {
      for (int i = 0; i < longLived.length; i++) {
        longLived[i] = new byte[1_000];
      }
    }

    /** Pauses. */
    @Benchmark
    public Object collectorSetting() {
      next = (next + 1) % recent.length;
      recent[next] = new byte[1_000];
      return recent;
    }
  }

  /** Virtual threads on one carrier that wait beside each other or, planted, hold it. */
  @State(Scope.Benchmark)
  @Fork(
      jvmArgsPrepend = {
        "-Djmh.executor=VIRTUAL",
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Djdk.virtualThreadScheduler.maxPoolSize=1"
      })
  public static class Pinning {
    private byte[] code = {};

    /** Reads the class whose initializer waits. */
    @Setup
    public void read() throws IOException {
      try (InputStream file = Plants.class.getResourceAsStream("PlantedInitializer.class")) {
        code = Objects.requireNonNull(file).readAllBytes();
      }
    }

    /** Pinned carriers: below a class initializer they are on every JDK, in a monitor before 24. */
    @Benchmark
    @Threads(4)
    public void pinning() throws ReflectiveOperationException, InterruptedException {
      // Lets the other threads in, which a pinned one never does.
      Thread.sleep(1);
      if (PLANTED) {
        new OneClass(code).initialize();
      } else {
        Thread.sleep(4);
      }
    }
  }

  /** Defines {@link PlantedInitializer} anew, so that it is initialized once more. */
  private static final class OneClass extends ClassLoader {
    private final byte[] code;

    OneClass(byte[] code) {
      super(Plants.class.getClassLoader());
      this.code = code;
    }

    void initialize() throws ClassNotFoundException {
      Class<?> fresh = defineClass("planted.PlantedInitializer", code, 0, code.length);
      Class.forName(fresh.getName(), true, this);
    }
  }
}

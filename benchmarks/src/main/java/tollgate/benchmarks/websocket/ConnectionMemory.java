package tollgate.benchmarks.websocket;

import com.sun.management.UnixOperatingSystemMXBean;
import jakarta.websocket.Session;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Memory;
import tollgate.benchmarks.measure.Metrics;

/**
 * What memory does an open connection hold on the client, and how fast do many of them open?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar ConnectionMemory -t 50 -p connections=100,1000}
 * </pre>
 *
 * <p>In each iteration the threads open {@code connections} sessions among them; the score is one
 * thread's time for its share, {@code latency.*} one connect. Then {@code heap.perConnection} is
 * what the heap holds more than before after a collection, {@code rss.perConnection} what the
 * process holds more, {@code threads.client} how many threads the client added. At the end all are
 * closed.
 *
 * <p>The process keeps memory that it has once had: only the first iteration of a fork tells its
 * true growth. It does not tell what the server holds.
 */
@State(Scope.Benchmark)
@Requires(Need.HUB)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3)
@Measurement(iterations = 3)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class ConnectionMemory {
  /** File descriptors that the JVM and JMH need for themselves. */
  private static final int SPARE_DESCRIPTORS = 100;

  /** Connections opened in an iteration; at least one per thread. */
  @Param("100")
  public int connections;

  private HubClient client;
  private LastOut lastOut;
  private LastOut lastOutOfIteration;
  private int connectionsBefore;
  private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
  private final List<LatencyRecorder> recorders = new ArrayList<>();
  private Memory.Reading before;
  private volatile double heapPerConnection = Double.NaN;
  private volatile double rssPerConnection = Double.NaN;
  private volatile double threadsAdded = Double.NaN;
  private int threadsBefore;

  /** Starts the client and makes room for what is recorded, so that neither is counted. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    requireDescriptors();
    threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
    client = new HubClient();
    connectionsBefore = client.connections();
    for (int i = 0; i < params.getThreads(); i++) {
      recorders.add(Metrics.latency("latency"));
    }
    before = Memory.settled();
    Metrics.derived("heap.perConnection", "B", sums -> heapPerConnection);
    Metrics.derived("rss.perConnection", "B", sums -> rssPerConnection);
    Metrics.derived("threads.client", "threads", sums -> threadsAdded);
  }

  private void requireDescriptors() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long limit = unix.getMaxFileDescriptorCount();
      if (limit < connections + SPARE_DESCRIPTORS) {
        throw new IllegalArgumentException(
            "%d connections need more than the %d file descriptors allowed: ulimit -n %d"
                .formatted(connections, limit, connections + 2 * SPARE_DESCRIPTORS));
      }
    }
  }

  /** One thread's share of the connections. */
  @State(Scope.Thread)
  public static class Opener {
    private LatencyRecorder latency;
    private int share;

    /** Shares the connections out. */
    @Setup
    public void open(ConnectionMemory benchmark, ThreadParams thread) {
      latency = benchmark.recorders.get(thread.getThreadIndex());
      int threads = thread.getThreadCount();
      int rest = thread.getThreadIndex() < benchmark.connections % threads ? 1 : 0;
      share = Math.max(1, benchmark.connections / threads + rest);
    }

    /** Weighs what is open and closes it. */
    @TearDown(Level.Iteration)
    public void weigh(ConnectionMemory benchmark) throws Exception {
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.weighAndClose();
      }
    }

    /** Stops the client. */
    @TearDown
    public void close(ConnectionMemory benchmark) throws Exception {
      if (benchmark.lastOut.isLast()) {
        benchmark.client.close();
      }
    }
  }

  /** One share opened. */
  @Benchmark
  public List<Session> openShare(Opener opener) throws Exception {
    List<Session> opened = new ArrayList<>(opener.share);
    for (int i = 0; i < opener.share; i++) {
      long start = System.nanoTime();
      Session session = client.connect(new ReplyEndpoint(), "/ws/echo");
      opener.latency.record(System.nanoTime() - start);
      Check.that("memory.open", session.isOpen(), "a session is not open");
      opened.add(session);
    }
    sessions.addAll(opened);
    return opened;
  }

  private void weighAndClose() throws Exception {
    int open = sessions.size();
    client.awaitConnections(connectionsBefore + open);
    Memory.Reading after = Memory.settled();
    heapPerConnection = (double) (after.heapBytes() - before.heapBytes()) / open;
    rssPerConnection = (double) (after.residentBytes() - before.residentBytes()) / open;
    threadsAdded = ManagementFactory.getThreadMXBean().getThreadCount() - (double) threadsBefore;
    for (Session session = sessions.poll(); session != null; session = sessions.poll()) {
      session.close();
    }
    client.awaitConnections(connectionsBefore);
  }
}

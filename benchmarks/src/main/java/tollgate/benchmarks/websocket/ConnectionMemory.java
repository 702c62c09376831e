package tollgate.benchmarks.websocket;

import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
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
import tollgate.benchmarks.backend.Descriptors;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.HubClient;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Memory;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.ReplyEndpoint;

/**
 * What memory does an open connection hold on the client, and how fast do many of them open and
 * close?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar ConnectionMemory -t 50 -p connections=100,1000}
 * </pre>
 *
 * <p>The threads open {@code connections} sessions among them, hold them all, and close them; the
 * score is one thread's time for its share, {@code latency.*} one connect, {@code open.rate} the
 * connections opened in a second by all threads together, {@code close.rate} those closed, until
 * the hub has none of them left. All share one transport. The client was in use before: its threads
 * opened and closed 1000 sessions.
 *
 * <p>Memory is what is held while all are open, more than before the first was opened. {@code
 * heap.perConnection} is the objects that garbage collection leaves. {@code native.perConnection}
 * is everything resident outside the heap, whoever wanted it: buffers, stacks of new threads,
 * compiled code, classes. {@code memory.perConnection} is the two together. What the process grows
 * by because garbage lies around longer is in neither: the heap is of fixed size and resident from
 * the start. {@code heap.retained} is all objects that are held while all are open, ours and JMH's
 * included; {@code native.peak} is the highest memory outside the heap, {@code rss.peak} that of
 * the process, its whole heap included, most of which is empty; {@code threads.client} is how many
 * threads there are beside the agents that there were not before the client.
 *
 * <p>One iteration in a fork: what a connection once brought along the next finds there. A megabyte
 * more or less of the JVM's own is ten kilobytes for each of a hundred connections: many tell more.
 * With a heap of other size or not touched before ({@code -jvmArgsAppend} replaces the class's own
 * arguments) what is outside it is unknown, NaN. It does not tell what the server or the operating
 * system holds for a connection, nor what messages under way take.
 */
@State(Scope.Benchmark)
@Requires(Need.HUB)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 5,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class ConnectionMemory {
  private static final String PATH = "/ws/echo";

  /** Enough for the compiler to take notice, and for the threads' stacks to be there. */
  private static final int VISITS = 1000;

  /** Connections opened in an iteration; at least one per thread. */
  @Param({"100", "1000"})
  public int connections;

  private HubClient client;
  private LastOut lastOut;
  private LastOut lastOutOfIteration;
  private int connectionsBefore;
  private ClientThreads threads;
  private long originNanos;
  private CyclicBarrier warm;

  @SuppressWarnings("NullAway.Init") // Read when all threads are warm.
  private volatile Memory.Reading before;

  private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
  private final List<LatencyRecorder> recorders = new ArrayList<>();
  private final LongAccumulator firstStart = new LongAccumulator(Math::min, Long.MAX_VALUE);
  private final LongAccumulator lastEnd = new LongAccumulator(Math::max, 0);
  private volatile @Nullable Findings findings;

  /** What one iteration found; bytes, connections per second, threads, connections. */
  private record Findings(
      double heap,
      double outside,
      Memory.Reading open,
      double threads,
      double openRate,
      double closeRate,
      double left) {}

  /** Starts the client and makes room for what is recorded, so that neither is counted. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    Descriptors.require(Math.max(connections, params.getThreads()));
    for (int i = 0; i < params.getThreads(); i++) {
      recorders.add(Metrics.latency("latency"));
    }
    report("heap.perConnection", "B", Findings::heap);
    report("native.perConnection", "B", Findings::outside);
    report("memory.perConnection", "B", found -> found.heap() + found.outside());
    report("heap.retained", "B", found -> found.open().heap());
    report("native.peak", "B", found -> found.open().outsidePeak());
    report("rss.peak", "B", found -> found.open().residentPeak());
    report("threads.client", "threads", Findings::threads);
    report("open.rate", "1/s", Findings::openRate);
    report("close.rate", "1/s", Findings::closeRate);
    report("connections.left", "connections", Findings::left);
    threads = new ClientThreads();
    client = new HubClient();
    connectionsBefore = client.connections();
    warm = new CyclicBarrier(params.getThreads(), () -> before = Memory.settled());
    originNanos = System.nanoTime();
  }

  private void report(String name, String unit, ToDoubleFunction<Findings> value) {
    Metrics.derived(
        name,
        unit,
        sums -> {
          Findings found = findings;
          return found == null ? Double.NaN : value.applyAsDouble(found);
        });
  }

  /** One thread's share of the connections. */
  @State(Scope.Thread)
  public static class Opener {
    private LatencyRecorder latency;
    private int share;

    /** Shares the connections out, and uses the client until nothing of it is new. */
    @Setup
    public void open(ConnectionMemory benchmark, ThreadParams thread) throws Exception {
      latency = benchmark.recorders.get(thread.getThreadIndex());
      int threads = thread.getThreadCount();
      int rest = thread.getThreadIndex() < benchmark.connections % threads ? 1 : 0;
      share = Math.max(1, benchmark.connections / threads + rest);
      for (int i = 0; i < VISITS / threads; i++) {
        benchmark.client.connect(new ReplyEndpoint(), PATH).close();
      }
      benchmark.warm.await(1, TimeUnit.MINUTES);
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
    firstStart.accumulate(System.nanoTime() - originNanos);
    for (int i = 0; i < opener.share; i++) {
      long start = System.nanoTime();
      Session session = client.connect(new ReplyEndpoint(), PATH);
      opener.latency.record(System.nanoTime() - start);
      Check.that("memory.open", session.isOpen(), "a session is not open");
      opened.add(session);
    }
    lastEnd.accumulate(System.nanoTime() - originNanos);
    sessions.addAll(opened);
    return opened;
  }

  private void weighAndClose() throws Exception {
    int open = sessions.size();
    double openRate = perSecond(open, lastEnd.getThenReset() - firstStart.getThenReset());
    client.awaitConnections(connectionsBefore + open);
    Memory.Reading held = Memory.settled();
    long clientThreads = threads.now();
    long start = System.nanoTime();
    for (Session session = sessions.poll(); session != null; session = sessions.poll()) {
      session.close();
    }
    client.awaitConnections(connectionsBefore);
    double closeRate = perSecond(open, System.nanoTime() - start);
    findings =
        new Findings(
            (held.heap() - before.heap()) / open,
            (held.outside() - before.outside()) / open,
            held,
            clientThreads,
            openRate,
            closeRate,
            client.connections() - (double) connectionsBefore);
  }

  private static double perSecond(int events, long nanos) {
    return events * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
  }
}

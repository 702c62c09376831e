package tollgate.benchmarks.websocket;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.infra.ThreadParams;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Counter;
import tollgate.benchmarks.measure.HubClient;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.ReplyEndpoint;

/**
 * How long does it take until the last member of a room has a message?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar websocket.Broadcast -t 1 -p receivers=10,20,50}
 * </pre>
 *
 * <p>A room has {@code receivers} members, whatever the number of threads. Each thread sends over a
 * session of its own, which is no member, and waits until all members have its message. {@code
 * latency.*} is the time from send to the last delivery; {@code delivery.percent} the deliveries
 * counted by the receivers against those the senders asked for. A message lost, doubled or out of
 * order fails the run.
 *
 * <p>With many threads the messages of all queue at each receiver: throughput times receivers is
 * the rate of deliveries. It does not tell what a slow member does to the others.
 */
@State(Scope.Benchmark)
@Requires(Need.HUB)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Broadcast {
  private static final int MESSAGE_CHARS = 128;
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Members of the room. */
  @Param({"10", "50"})
  public int receivers;

  private HubClient client;
  private LastOut lastOut;
  private String room;
  private int connectionsBefore;
  private Receiver[] members;
  private AtomicReferenceArray<@Nullable Sender> senders;
  private volatile @Nullable String misdelivery;

  /** Fills the room. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    lastOut = new LastOut(params);
    client = new HubClient();
    connectionsBefore = client.connections();
    senders = new AtomicReferenceArray<>(params.getThreads());
    room = "broadcast-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    members = new Receiver[receivers];
    for (int i = 0; i < receivers; i++) {
      members[i] = new Receiver(this, params.getThreads());
      members[i].session = client.connect(members[i], "/ws/broadcast/" + room);
    }
    client.awaitMembers(room, receivers);
    Metrics.derived(
        "delivery.percent",
        "%",
        summary -> 100.0 * summary.count("delivery.received") / summary.count("delivery.expected"));
  }

  /** One member of the room. Its messages arrive one after the other. */
  private static final class Receiver extends Endpoint implements MessageHandler.Whole<String> {
    private final Broadcast benchmark;
    private final Counter received = Metrics.counter("delivery.received");
    private final long[] lastSequence;
    private @Nullable Session session;

    Receiver(Broadcast benchmark, int threads) {
      this.benchmark = benchmark;
      this.lastSequence = new long[threads];
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class, this);
    }

    @Override
    public void onMessage(String message) {
      received.increment();
      int first = message.indexOf(' ');
      int second = message.indexOf(' ', first + 1);
      int thread = Integer.parseInt(message, 0, first, 10);
      long sequence = Long.parseLong(message, first + 1, second, 10);
      if (sequence != lastSequence[thread] + 1) {
        benchmark.misdelivery =
            "message " + sequence + " of sender " + thread + " came after " + lastSequence[thread];
      }
      lastSequence[thread] = sequence;
      Sender sender = benchmark.senders.get(thread);
      if (sender != null) {
        sender.delivered();
      }
    }
  }

  /** One thread that speaks to the room. */
  @State(Scope.Thread)
  public static class Sender {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final Counter expected = Metrics.counter("delivery.expected");
    private final AtomicInteger missing = new AtomicInteger();
    private volatile @Nullable Thread waiting;
    private Session session;
    private String padding;
    private int thread;
    private long sequence;

    /** Connects. */
    @Setup
    public void open(Broadcast benchmark, ThreadParams params) throws Exception {
      thread = params.getThreadIndex();
      session = benchmark.client.connect(new ReplyEndpoint(), "/ws/publish/" + benchmark.room);
      padding = "x".repeat(MESSAGE_CHARS);
      benchmark.senders.set(thread, this);
    }

    /** Disconnects, and empties the room when all threads are done. */
    @TearDown
    public void close(Broadcast benchmark) throws Exception {
      session.close();
      if (benchmark.lastOut.isLast()) {
        benchmark.leave();
      }
    }

    private void delivered() {
      if (missing.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  /** One message to everybody. */
  @Benchmark
  public long broadcast(Sender sender, Control control) throws IOException {
    String head = sender.thread + " " + ++sender.sequence + " ";
    String message = head + sender.padding.substring(head.length());
    sender.waiting = Thread.currentThread();
    sender.missing.set(receivers);
    sender.expected.add(receivers);
    sender.latency.within(control);
    long start = System.nanoTime();
    sender.session.getBasicRemote().sendText(message);
    awaitDeliveries(sender, start + TIMEOUT_NANOS);
    sender.latency.record(System.nanoTime() - start);
    return sender.sequence;
  }

  private void awaitDeliveries(Sender sender, long deadline) {
    while (sender.missing.get() > 0) {
      long left = deadline - System.nanoTime();
      Check.that(
          "broadcast.delivered",
          left > 0,
          left > 0 ? "" : sender.missing + " of " + receivers + " never came");
      LockSupport.parkNanos(this, left);
    }
    String wrong = misdelivery;
    Check.that("broadcast.once", wrong == null, wrong == null ? "" : wrong);
  }

  private void leave() throws Exception {
    for (Receiver member : members) {
      if (member.session != null) {
        member.session.close();
      }
    }
    String wrong = misdelivery;
    Check.that("broadcast.once", wrong == null, wrong == null ? "" : wrong);
    client.awaitConnections(connectionsBefore);
    client.close();
  }
}

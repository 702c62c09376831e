package tollgate.benchmarks.websocket;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.infra.ThreadParams;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.AgentEvents;
import tollgate.benchmarks.domain.AgentEvents.Mix;
import tollgate.benchmarks.measure.HubClient;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.ReplyEndpoint;

/**
 * How many messages of many agents can one session take in?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar FanIn -t 50 -p mix=USUAL,TALK}</pre>
 *
 * <p>Each thread publishes agent events over a session of its own; the hub passes all of them to
 * one receiver. Of every hundred of them as many are of each kind as {@code mix} says, in random
 * order: with USUAL 30 tell presence (96 characters), 30 a change of state (256), 20 are chat
 * (512), 15 tasks (1024) and 5 updates of the graph (4096), which are 566 characters on average
 * whoever sends. TALK is mostly chat (516), LEARNING half updates of the graph (2347); PRESENCE,
 * STATE, CHAT, TASK and GRAPH are one kind alone. A sender has up to {@code window} messages under
 * way. {@code latency.*} is the time from send to arrival at the receiver.
 *
 * <p>Each sender's messages must arrive all and in order. It does not tell what a receiver can do
 * that works on each message: ours only counts.
 */
@State(Scope.Benchmark)
@Requires(Need.HUB)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class FanIn {
  /** Messages under way per sender. */
  @Param("16")
  public int window;

  /** How many of a hundred events are of each kind. */
  @Param("USUAL")
  public Mix mix;

  /** Size of an event against the usual one of its kind, 10 to 10000 percent. */
  @Param("100")
  public int sizePercent;

  private HubClient client;
  private LastOut lastOut;
  private int connectionsBefore;
  private String room;
  private Session sink;
  private AtomicReferenceArray<@Nullable Window> windows;

  /** Opens the receiver. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    lastOut = new LastOut(params);
    client = new HubClient();
    connectionsBefore = client.connections();
    windows = new AtomicReferenceArray<>(params.getThreads());
    room = "fanin-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    sink = client.connect(new Sink(windows), "/ws/broadcast/" + room);
    client.awaitMembers(room, 1);
  }

  /** The one receiver: tells each sender what has arrived. */
  private static final class Sink extends Endpoint implements MessageHandler.Whole<String> {
    private final AtomicReferenceArray<@Nullable Window> windows;

    Sink(AtomicReferenceArray<@Nullable Window> windows) {
      this.windows = windows;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class, this);
    }

    @Override
    public void onMessage(String message) {
      int first = message.indexOf(' ');
      int second = message.indexOf(' ', first + 1);
      Window window = windows.get(Integer.parseInt(message, 0, first, 10));
      if (window != null) {
        window.arrived(Long.parseLong(message, first + 1, second, 10));
      }
    }
  }

  /** One publishing agent. */
  @State(Scope.Thread)
  public static class Publisher {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private String[] events;
    private Window window;
    private Session session;
    private int thread;

    /** Connects. */
    @Setup
    public void open(FanIn benchmark, ThreadParams params) throws Exception {
      thread = params.getThreadIndex();
      window = new Window(benchmark.window);
      benchmark.windows.set(thread, window);
      events = AgentEvents.hundred(benchmark.mix, benchmark.sizePercent, thread);
      session = benchmark.client.connect(new ReplyEndpoint(), "/ws/publish/" + benchmark.room);
    }

    /** Waits for what is under way: it began in this iteration, and the next would not count it. */
    @TearDown(Level.Iteration)
    public void settle() {
      window.drain(latency);
    }

    /** Disconnects; the last one closes the receiver. */
    @TearDown
    public void close(FanIn benchmark) throws Exception {
      session.close();
      if (benchmark.lastOut.isLast()) {
        benchmark.sink.close();
        benchmark.client.awaitConnections(benchmark.connectionsBefore);
        benchmark.client.close();
      }
    }
  }

  /** One event published. */
  @Benchmark
  public long publish(Publisher publisher, Control control) throws IOException {
    long sequence = publisher.window.next(publisher.latency, control);
    String event = publisher.events[(int) (sequence % AgentEvents.EVENTS)];
    publisher.session.getBasicRemote().sendText(publisher.thread + " " + sequence + " " + event);
    return sequence;
  }
}

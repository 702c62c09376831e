package tollgate.benchmarks.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
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
import org.openjdk.jmh.infra.Control;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.measure.HubClient;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * How many messages does a session carry when it need not wait for each answer?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar EchoPipelined -t 50 -p window=1,16,64}
 * </pre>
 *
 * <p>Each thread has a session of its own and up to {@code window} messages of {@code bytes}
 * characters under way; an operation sends one, after waiting for the oldest when the window is
 * full. {@code latency.*} is the time from send to arrival, queueing behind one's own messages
 * included.
 *
 * <p>Messages must come back all and in order. It does not tell what happens to senders without a
 * window, whose messages pile up in memory.
 */
@State(Scope.Benchmark)
@Requires(Need.HUB)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class EchoPipelined {
  /** Messages under way per session. */
  @Param("16")
  public int window;

  /** Characters in a message, all ASCII. */
  @Param("128")
  public int bytes;

  private HubClient client;
  private LastOut lastOut;
  private int connectionsBefore;

  /** Starts the client. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    lastOut = new LastOut(params);
    client = new HubClient();
    connectionsBefore = client.connections();
  }

  private static final class Replies extends Endpoint implements MessageHandler.Whole<String> {
    private final Window window;

    Replies(Window window) {
      this.window = window;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class, this);
    }

    @Override
    public void onMessage(String message) {
      window.arrived(Long.parseLong(message, 0, message.indexOf(' '), 10));
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      window.failed("the session was closed: " + reason);
    }
  }

  /** One session. */
  @State(Scope.Thread)
  public static class Caller {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private Window window;
    private Session session;
    private String padding;

    /** Connects. */
    @Setup
    public void open(EchoPipelined benchmark) throws Exception {
      window = new Window(benchmark.window);
      session = benchmark.client.connect(new Replies(window), "/ws/echo");
      padding = "x".repeat(benchmark.bytes);
    }

    /** Waits for what is under way: it began in this iteration, and the next would not count it. */
    @TearDown(Level.Iteration)
    public void settle() {
      window.drain(latency);
    }

    /** Disconnects; the last one verifies that nobody stayed. */
    @TearDown
    public void close(EchoPipelined benchmark) throws Exception {
      session.close();
      if (benchmark.lastOut.isLast()) {
        benchmark.client.awaitConnections(benchmark.connectionsBefore);
        benchmark.client.close();
      }
    }
  }

  /** One message sent. */
  @Benchmark
  public long send(Caller caller, Control control) throws IOException {
    long sequence = caller.window.next(caller.latency, control);
    String head = sequence + " ";
    int rest = Math.min(head.length(), caller.padding.length());
    caller.session.getBasicRemote().sendText(head + caller.padding.substring(rest));
    return sequence;
  }
}

package tollgate.benchmarks.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
import tollgate.benchmarks.measure.HubClient;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.ReplyEndpoint;

/**
 * How long does a message take to the hub and back?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Echo.echo -t 50 -p bytes=128,4096,65536}
 * </pre>
 *
 * <p>Each thread has a session of its own, sends a text of {@code bytes} characters, waits for it
 * to come back, and compares. {@code latency.*} is the round trip. Client and hub run in two JVMs
 * on one machine and share its CPUs: above a few threads the median is queueing for them, so judge
 * latency at one thread and throughput at many.
 *
 * <p>The client is Tyrus, told to handle a message on the thread that read it. Left to itself it
 * hands each to a thread of a pool and is slower.
 *
 * <p>It does not tell what a session carries when it need not wait for each answer.
 */
@State(Scope.Benchmark)
@Requires(Need.HUB)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Echo {
  private static final int MESSAGES = 8;

  /** Characters in a message, all ASCII. */
  @Param({"128", "4096"})
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

  /** One session. */
  @State(Scope.Thread)
  public static class Caller {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final ReplyEndpoint replies = new ReplyEndpoint();
    private final String[] messages = new String[MESSAGES];
    private Session session;
    private int turn;

    /** Connects. */
    @Setup
    public void open(Echo benchmark, ThreadParams thread) throws Exception {
      session = benchmark.client.connect(replies, "/ws/echo");
      for (int i = 0; i < MESSAGES; i++) {
        String head = thread.getThreadIndex() + ":" + i + ":";
        messages[i] = head + "x".repeat(Math.max(0, benchmark.bytes - head.length()));
      }
    }

    /** Disconnects; the last one verifies that nobody stayed. */
    @TearDown
    public void close(Echo benchmark) throws Exception {
      session.close();
      if (benchmark.lastOut.isLast()) {
        benchmark.client.awaitConnections(benchmark.connectionsBefore);
        benchmark.client.close();
      }
    }
  }

  /** One round trip. */
  @Benchmark
  public String echo(Caller caller, Control control) throws IOException {
    String message = caller.messages[caller.turn++ % MESSAGES];
    caller.latency.within(control);
    long start = System.nanoTime();
    caller.replies.expect();
    caller.session.getBasicRemote().sendText(message);
    String reply = caller.replies.await("echo.reply");
    caller.latency.record(System.nanoTime() - start);
    Check.equal("echo.same", message, reply);
    return reply;
  }
}

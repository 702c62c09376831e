package tollgate.benchmarks.websocket;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
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
 * How long is an agent cut off when the server drops its connection?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Reconnect -t 10}</pre>
 *
 * <p>Each operation makes the server end the connection without a close frame, waits until the
 * client notices, connects again at once, and sends a message back and forth. {@code latency.*} is
 * the time from noticing to having that message, {@code detect.*} the time until the client
 * noticed.
 *
 * <p>As a single shot ({@code -bm ss -bs 5}: each agent five times) every drop is recorded;
 * elsewhere those within the measured time.
 *
 * <p>It does not tell how long a client takes to notice a path that has gone silent, which is a
 * matter of its timeouts, nor what a back-off adds.
 */
@State(Scope.Benchmark)
@Requires(Need.HUB)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Reconnect {
  private static final String PATH = "/ws/flaky";

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

  /** One agent. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final LatencyRecorder detect = Metrics.latency("detect");
    private ReplyEndpoint replies = new ReplyEndpoint();
    private Session session;
    private boolean everyTime;
    private int thread;
    private long sequence;

    /** Connects. */
    @Setup
    public void open(Reconnect benchmark, BenchmarkParams trial, ThreadParams params)
        throws Exception {
      // JMH does not tell single shots of a measured time.
      everyTime = trial.getMode() == Mode.SingleShotTime;
      thread = params.getThreadIndex();
      session = benchmark.client.connect(replies, PATH);
    }

    private void begin(Control control) {
      if (!everyTime) {
        latency.within(control);
        detect.within(control);
      }
    }

    /** Disconnects; the last one verifies that nobody stayed. */
    @TearDown
    public void close(Reconnect benchmark) throws Exception {
      session.close();
      if (benchmark.lastOut.isLast()) {
        benchmark.client.awaitConnections(benchmark.connectionsBefore);
        benchmark.client.close();
      }
    }
  }

  /** One drop and recovery. */
  @Benchmark
  public String recover(Agent agent, Control control) throws IOException, DeploymentException {
    agent.begin(control);
    long start = System.nanoTime();
    agent.replies.expect();
    agent.session.getBasicRemote().sendText("drop");
    agent.replies.awaitEnd("reconnect.dropped");
    long noticed = System.nanoTime();
    agent.replies = new ReplyEndpoint();
    agent.session = client.connect(agent.replies, PATH);
    String message = "agent " + agent.thread + " is back, " + ++agent.sequence;
    agent.replies.expect();
    agent.session.getBasicRemote().sendText(message);
    String reply = agent.replies.await("reconnect.reply");
    agent.latency.record(System.nanoTime() - noticed);
    agent.detect.record(noticed - start);
    Check.equal("reconnect.restored", message, reply);
    return reply;
  }
}

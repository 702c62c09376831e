package tollgate.benchmarks.websocket;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
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
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.HubClient;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost to open a WebSocket connection and close it again?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar Handshake -t 50}</pre>
 *
 * <p>Each operation connects, upgrades and closes. {@code latency.*} is the time until the
 * connection is open; the operation ends when the client has sent its close frame. {@code
 * threads.perSession} is the threads that the client keeps at the end of an iteration beside the
 * agents, for each session that was open at a time. At the end the hub must have no connection left
 * that was not there before.
 *
 * <p>It does not tell what TLS or a distant server adds. A closed connection's port stays taken for
 * a while: at thousands a second the operating system must be allowed to reuse such ports (Linux
 * does so on the loopback interface).
 */
@State(Scope.Benchmark)
@Requires(Need.HUB)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Handshake {
  private HubClient client;
  private LastOut lastOut;
  private int connectionsBefore;

  /** Starts the client. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    lastOut = new LastOut(params);
    ClientThreads threads = new ClientThreads();
    Metrics.derived(
        "threads.perSession", "threads", sums -> (double) threads.now() / params.getThreads());
    client = new HubClient();
    connectionsBefore = client.connections();
  }

  /** One client that comes and goes. */
  @State(Scope.Thread)
  public static class Visitor {
    private final LatencyRecorder latency = Metrics.latency("latency");

    /** Verifies that nobody stayed. */
    @TearDown
    public void close(Handshake benchmark) throws Exception {
      if (benchmark.lastOut.isLast()) {
        benchmark.client.awaitConnections(benchmark.connectionsBefore);
        benchmark.client.close();
      }
    }
  }

  private static final class Silent extends Endpoint {
    private volatile boolean opened;

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      opened = true;
    }
  }

  /** One connection opened and closed. */
  @Benchmark
  public String visit(Visitor visitor, Control control) throws IOException, DeploymentException {
    Silent endpoint = new Silent();
    visitor.latency.within(control);
    long start = System.nanoTime();
    try (Session session = client.connect(endpoint, "/ws/echo")) {
      visitor.latency.record(System.nanoTime() - start);
      Check.that("handshake.open", endpoint.opened && session.isOpen(), "the session is not open");
      return session.getId();
    }
  }
}

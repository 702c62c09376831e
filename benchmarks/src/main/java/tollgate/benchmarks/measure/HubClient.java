package tollgate.benchmarks.measure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.ThreadPoolConfig;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.HubAddress;
import tollgate.benchmarks.domain.Check;

/**
 * One Tyrus client for all sessions of a trial. They share one transport; otherwise each session
 * would start four threads of its own.
 *
 * <p>A message is handled on the thread that read it, one for each processor: handlers must not
 * wait. Left to itself Tyrus hands each message to a thread of a pool, and one more thread whenever
 * all others are busy; docs/adr/0015 has what that costs.
 */
public final class HubClient implements AutoCloseable {
  private static final int IDLE_SECONDS = 30;

  /**
   * None, as 0 would be by the specification: but with 0, the default, Tyrus 2.2 hands a task to
   * another thread at each message sent or received, and one session carried a fifth less.
   */
  private static final long NO_TIMEOUT = -1;

  /** The fewest that Grizzly allows; there is nothing for them to do. */
  private static final int WORKERS = 3;

  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(10);

  private final HubAddress hub = Backends.hub();
  private final ClientManager client = ClientManager.createClient();
  private final ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Stays open for the client's whole life. Without any session Tyrus shuts its timers down, and a
   * session that opens at that moment fails at its first send with a RejectedExecutionException.
   */
  private final Session anchor;

  /**
   * Starts the client and opens the one session that is always there.
   *
   * @throws IOException when the hub cannot be reached
   * @throws DeploymentException when it refuses
   */
  public HubClient() throws IOException, DeploymentException {
    client.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
    client.getProperties().put(ClientProperties.SHARED_CONTAINER_IDLE_TIMEOUT, IDLE_SECONDS);
    client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, HANDSHAKE_MILLIS);
    client
        .getProperties()
        .put(
            ClientProperties.WORKER_THREAD_POOL_CONFIG,
            ThreadPoolConfig.defaultConfig()
                .setMaxPoolSize(WORKERS)
                .setCorePoolSize(WORKERS)
                .setQueue(new RunsWhenOffered()));
    ReplyEndpoint endpoint = new ReplyEndpoint();
    anchor = connect(endpoint, "/ws/echo");
    endpoint.meet(anchor);
  }

  /**
   * Opens a session; it is connected when this returns.
   *
   * @param endpoint of this session alone
   * @param path of the hub, from its root
   * @return the session, which the caller closes
   * @throws IOException when the hub cannot be reached
   * @throws DeploymentException when it refuses
   */
  public Session connect(Endpoint endpoint, String path) throws IOException, DeploymentException {
    Session session = client.connectToServer(endpoint, config, hub.webSocket(path));
    session.setMaxIdleTimeout(NO_TIMEOUT);
    return session;
  }

  /**
   * Waits until the hub counts so many members in a room for broadcasts.
   *
   * @param room its name
   * @param members how many
   * @throws IOException when the hub does not answer
   * @throws InterruptedException when the caller is to stop
   */
  public void awaitMembers(String room, int members) throws IOException, InterruptedException {
    await("websocket.members", "/rooms/" + room, "members", members);
  }

  /**
   * Waits until the hub counts so many members in a room for tasks.
   *
   * @param room its name
   * @param members how many
   * @throws IOException when the hub does not answer
   * @throws InterruptedException when the caller is to stop
   */
  public void awaitQueueMembers(String room, int members) throws IOException, InterruptedException {
    await("websocket.members", "/queues/" + room, "members", members);
  }

  /**
   * Waits until the hub counts so many connections in all: a close takes its time to arrive.
   *
   * @param connections how many
   * @throws IOException when the hub does not answer
   * @throws InterruptedException when the caller is to stop
   */
  public void awaitConnections(int connections) throws IOException, InterruptedException {
    await("websocket.connections", "/stats", "connections", connections);
  }

  /**
   * WebSocket connections that the hub has open now.
   *
   * @return how many, this client's own among them
   * @throws IOException when the hub does not answer
   * @throws InterruptedException when the caller is to stop
   */
  public int connections() throws IOException, InterruptedException {
    return number("/stats", "connections");
  }

  private void await(String check, String path, String field, int expected)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    int found = number(path, field);
    while (found != expected && System.nanoTime() < deadline) {
      Work.pause(LOOK_NANOS);
      found = number(path, field);
    }
    Check.equal(check, expected, found);
  }

  private int number(String path, String field) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(hub.http(path)).timeout(HTTP_TIMEOUT).build();
    JsonNode answer =
        new ObjectMapper()
            .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    return answer.required(field).intValue();
  }

  /** Waits until the hub has seen it: the next client counts what is open before its own. */
  @Override
  public void close() throws IOException {
    try {
      int left = connections() - 1;
      anchor.close();
      long deadline = System.nanoTime() + TIMEOUT_NANOS;
      while (connections() > left && System.nanoTime() < deadline) {
        Work.pause(LOOK_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.shutdown();
    }
  }
}

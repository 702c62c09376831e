package tollgate.benchmarks.websocket;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.ThreadPoolConfig;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.measure.HubClient;
import tollgate.benchmarks.measure.ReplyEndpoint;

/**
 * The transport that all clients of this process share, with a limited number of worker threads.
 * Left to itself it starts a worker for each answer that arrives while all others are busy.
 *
 * <p>Whoever connects first starts the transport and says how: this has to be there before any
 * {@link HubClient}, and to stay as long as they do.
 */
final class LimitedTransport implements AutoCloseable {
  private final ClientManager client = ClientManager.createClient();

  /** Without any session the transport would stop after a while. */
  private final Session anchor;

  LimitedTransport(int workers) throws IOException, DeploymentException {
    client.getProperties().put(ClientProperties.SHARED_CONTAINER, true);
    client
        .getProperties()
        .put(
            ClientProperties.WORKER_THREAD_POOL_CONFIG,
            ThreadPoolConfig.defaultConfig().setCorePoolSize(workers).setMaxPoolSize(workers));
    ReplyEndpoint endpoint = new ReplyEndpoint();
    anchor =
        client.connectToServer(
            endpoint,
            ClientEndpointConfig.Builder.create().build(),
            Backends.hub().webSocket("/ws/echo"));
    endpoint.meet(anchor);
  }

  @Override
  public void close() throws IOException {
    anchor.close();
    client.shutdown();
  }
}

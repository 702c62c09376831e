package tollgate.benchmarks.backend.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.TimeUnit;

/** A hub, and what tests ask it. */
final class RunningHub implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final HubServer server;

  private RunningHub(HubServer server) {
    this.server = server;
  }

  static RunningHub start() {
    return new RunningHub(HubServer.start());
  }

  /** Connects a client. */
  WebSocket open(String path, WebSocket.Listener client) {
    return HTTP.newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), client)
        .join();
  }

  /** Connects a client that need not keep to the protocol. */
  RawConnection openRaw(String path) throws IOException {
    return RawConnection.open(server.port(), path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(path).body());
  }

  /** Until the room at this path has so many. */
  void awaitMembers(String path, int members) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (json(path).at("/members").asInt() != members) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}

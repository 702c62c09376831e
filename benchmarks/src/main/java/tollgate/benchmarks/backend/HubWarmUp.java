package tollgate.benchmarks.backend;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.backend.hub.HubServer;

/**
 * Lets the hub's JVM compile what it does before anything is measured.
 *
 * <p>The hub serves all forks of an invocation. Cold, it served the first fork half as fast as the
 * tenth, and what each fork measured depended on its turn.
 */
final class HubWarmUp {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final int PAIRS = 8;
  private static final String SMALL = "x".repeat(128);
  private static final String LARGE = "x".repeat(1000);

  private final HttpClient http = HttpClient.newHttpClient();
  private final HubAddress hub;
  private final long deadline;

  private HubWarmUp(HubAddress hub, Duration time) {
    this.hub = hub;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /**
   * Talks to every endpoint of {@link HubServer} that benchmarks use, and leaves no connection.
   *
   * @throws BackendException when the hub does not answer
   */
  static void run(HubAddress hub, Duration time) {
    try {
      new HubWarmUp(hub, time).talk();
    } catch (CompletionException e) {
      throw new BackendException("the hub does not answer: " + Lines.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("the hub does not answer: interrupted", e);
    }
  }

  private void talk() throws InterruptedException {
    List<WebSocket> open = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      open.add(connect("/ws/echo", new Rally(i % 2 == 0 ? SMALL : LARGE)));
      open.add(connect("/ws/broadcast/warm-up", new Rally(null)));
    }
    for (WebSocket session : open) {
      session.sendText(SMALL, true).toCompletableFuture().join();
    }
    while (System.nanoTime() < deadline) {
      WebSocket passing = connect("/ws/echo", new Rally(null));
      passing.sendText(SMALL, true).toCompletableFuture().join();
      // Members that answered each message they get would multiply them without end.
      open.get(1).sendText(SMALL, true).toCompletableFuture().join();
      passing.sendClose(WebSocket.NORMAL_CLOSURE, "").toCompletableFuture().join();
      TimeUnit.MILLISECONDS.sleep(1);
    }
    for (WebSocket session : open) {
      session.sendClose(WebSocket.NORMAL_CLOSURE, "").toCompletableFuture().join();
    }
  }

  private WebSocket connect(String path, WebSocket.Listener listener) {
    return http.newWebSocketBuilder()
        .connectTimeout(HANDSHAKE)
        .buildAsync(hub.webSocket(path), listener)
        .join();
  }

  /** Sends the next message when one has arrived, until time is up. */
  private final class Rally implements WebSocket.Listener {
    private final @Nullable String next;

    Rally(@Nullable String next) {
      this.next = next;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket session, CharSequence data, boolean last) {
      session.request(1);
      return next != null && last && System.nanoTime() < deadline
          ? session.sendText(next, true)
          : null;
    }
  }
}

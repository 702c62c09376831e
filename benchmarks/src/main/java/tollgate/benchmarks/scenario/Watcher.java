package tollgate.benchmarks.scenario;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.backend.PlatformAddress;

/** Someone who watches the platform's live updates, and counts them. */
final class Watcher implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long SECONDS = 5;

  private final AtomicLong events = new AtomicLong();
  private final WebSocket session;

  private Watcher(PlatformAddress platform) {
    this.session =
        HTTP.newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(SECONDS))
            .buildAsync(
                platform.webSocket("/ws/updates"),
                new WebSocket.Listener() {
                  @Override
                  public @Nullable CompletionStage<?> onText(
                      WebSocket socket, CharSequence data, boolean last) {
                    if (last) {
                      events.incrementAndGet();
                    }
                    socket.request(1);
                    return null;
                  }
                })
            .join();
  }

  static Watcher watch(PlatformAddress platform) {
    return new Watcher(platform);
  }

  /** Events received so far. */
  long events() {
    return events.get();
  }

  @Override
  public void close() throws Exception {
    try {
      session.sendClose(WebSocket.NORMAL_CLOSURE, "").get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      session.abort();
    }
  }
}

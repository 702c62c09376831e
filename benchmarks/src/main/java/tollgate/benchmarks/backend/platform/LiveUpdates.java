package tollgate.benchmarks.backend.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.IoUtils;

/** Tells every subscriber what happens, over WebSocket. */
final class LiveUpdates {
  /** Events that a subscriber may leave unread before it is let go: memory is bounded. */
  private static final int MOST_PENDING = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<WebSocketChannel, AtomicInteger> pending = new ConcurrentHashMap<>();

  /**
   * Something that happened.
   *
   * @param kind {@code message} or {@code state}
   * @param agent who did it
   * @param id of the message, or the state's version
   */
  record Event(String kind, long agent, long id) {}

  void subscribe(WebSocketChannel channel) {
    pending.put(channel, new AtomicInteger());
    channel.addCloseTask(pending::remove);
    // Reads and drops what the subscriber says, and answers pings and close frames.
    channel.getReceiveSetter().set(new AbstractReceiveListener() {});
    channel.resumeReceives();
  }

  void publish(Event event) {
    if (pending.isEmpty()) {
      return;
    }
    String text;
    try {
      text = JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of numbers is always JSON", e);
    }
    pending.forEach((channel, unread) -> send(channel, unread, text));
  }

  private static void send(WebSocketChannel channel, AtomicInteger unread, String text) {
    if (unread.incrementAndGet() > MOST_PENDING) {
      IoUtils.safeClose(channel);
      return;
    }
    WebSockets.sendText(
        text,
        channel,
        new WebSocketCallback<Void>() {
          @Override
          public void complete(WebSocketChannel done, Void context) {
            unread.decrementAndGet();
          }

          @Override
          public void onError(WebSocketChannel broken, Void context, Throwable failure) {
            IoUtils.safeClose(broken);
          }
        });
  }
}

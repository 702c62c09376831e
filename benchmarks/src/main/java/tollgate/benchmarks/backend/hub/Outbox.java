package tollgate.benchmarks.backend.hub;

import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.xnio.IoUtils;

/**
 * What one connection has been sent and the network has not taken yet. The server library queues
 * without limit; whoever sends decides by {@link #pendingBytes} when that is too much.
 */
final class Outbox implements WebSocketCallback<Integer> {
  private final WebSocketChannel channel;
  private final HubStats stats;
  private final Runnable onProgress;
  private final AtomicLong pendingBytes = new AtomicLong();

  /**
   * An empty outbox.
   *
   * @param onProgress called each time the network has taken a message
   */
  Outbox(WebSocketChannel channel, HubStats stats, Runnable onProgress) {
    this.channel = channel;
    this.stats = stats;
    this.onProgress = onProgress;
  }

  void send(Message message) {
    int bytes = message.bytes();
    pendingBytes.addAndGet(bytes);
    ByteBuffer payload = message.payload();
    if (message.text()) {
      WebSockets.sendText(payload, channel, this, bytes);
    } else {
      WebSockets.sendBinary(payload, channel, this, bytes);
    }
  }

  long pendingBytes() {
    return pendingBytes.get();
  }

  WebSocketChannel channel() {
    return channel;
  }

  @Override
  public void complete(WebSocketChannel channel, Integer bytes) {
    pendingBytes.addAndGet(-bytes);
    stats.sent();
    onProgress.run();
  }

  @Override
  public void onError(WebSocketChannel channel, Integer bytes, Throwable failure) {
    pendingBytes.addAndGet(-bytes);
    IoUtils.safeClose(channel);
  }
}

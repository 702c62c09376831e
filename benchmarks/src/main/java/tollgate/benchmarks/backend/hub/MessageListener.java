package tollgate.benchmarks.backend.hub;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import java.util.function.Consumer;

/** Hands complete messages on; anything larger than the limit closes the connection. */
final class MessageListener extends AbstractReceiveListener {
  private static final long MAX_MESSAGE_BYTES = 4L << 20;

  private final HubStats stats;
  private final Consumer<Message> onMessage;

  MessageListener(HubStats stats, Consumer<Message> onMessage) {
    this.stats = stats;
    this.onMessage = onMessage;
  }

  @Override
  protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
    stats.received();
    onMessage.accept(Message.of(message));
  }

  @Override
  protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
    stats.received();
    onMessage.accept(Message.of(message));
  }

  @Override
  protected long getMaxTextBufferSize() {
    return MAX_MESSAGE_BYTES;
  }

  @Override
  protected long getMaxBinaryBufferSize() {
    return MAX_MESSAGE_BYTES;
  }
}

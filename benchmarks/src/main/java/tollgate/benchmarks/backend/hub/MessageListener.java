package tollgate.benchmarks.backend.hub;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import java.util.function.Consumer;

/**
 * Hands complete messages on; anything larger than the limit closes the connection, and so does
 * text that is not UTF-8.
 */
final class MessageListener extends AbstractReceiveListener
    implements WebSocketCallback<BufferedBinaryMessage> {
  private static final long MAX_MESSAGE_BYTES = 4L << 20;

  private final HubStats stats;
  private final Consumer<Message> onMessage;

  MessageListener(HubStats stats, Consumer<Message> onMessage) {
    this.stats = stats;
    this.onMessage = onMessage;
  }

  /**
   * Reads a text as the bytes that it is. The library's own buffer for texts decodes them one by
   * one, only for us to encode them again. That they are UTF-8 is verified below either buffer, by
   * the channel that they are read from, across all fragments of a message.
   */
  @Override
  protected void onText(WebSocketChannel channel, StreamSourceFrameChannel message) {
    new BufferedBinaryMessage(getMaxTextBufferSize(), true).read(message, this);
  }

  /** A text is complete. */
  @Override
  public void complete(WebSocketChannel channel, BufferedBinaryMessage message) {
    stats.received();
    onMessage.accept(Message.of(true, message));
  }

  /** A text cannot be read, or is none. */
  @Override
  public void onError(WebSocketChannel channel, BufferedBinaryMessage message, Throwable failure) {
    message.getData().close();
    onError(channel, failure);
  }

  @Override
  protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
    stats.received();
    onMessage.accept(Message.of(false, message));
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

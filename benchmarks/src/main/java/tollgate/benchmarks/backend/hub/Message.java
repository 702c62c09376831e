package tollgate.benchmarks.backend.hub;

import io.undertow.websockets.core.BufferedBinaryMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.Pooled;

/** One complete message, encoded once however many receive it. */
final class Message {
  private final boolean text;
  private final ByteBuffer payload;

  private Message(boolean text, ByteBuffer payload) {
    this.text = text;
    this.payload = payload;
  }

  static Message of(String text) {
    return new Message(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Copies the bytes: the library's buffers go back to its pool.
   *
   * @param text whether they are text, in UTF-8
   */
  @SuppressWarnings("deprecation") // The library's own signature.
  static Message of(boolean text, BufferedBinaryMessage message) {
    try (Pooled<ByteBuffer[]> pooled = message.getData()) {
      int bytes = 0;
      for (ByteBuffer buffer : pooled.getResource()) {
        bytes += buffer.remaining();
      }
      ByteBuffer copy = ByteBuffer.allocate(bytes);
      for (ByteBuffer buffer : pooled.getResource()) {
        copy.put(buffer);
      }
      copy.flip();
      return new Message(text, copy);
    }
  }

  boolean text() {
    return text;
  }

  int bytes() {
    return payload.remaining();
  }

  /** What a text message says. */
  String string() {
    return StandardCharsets.UTF_8.decode(payload()).toString();
  }

  /** A view with a position of its own. */
  ByteBuffer payload() {
    return payload.duplicate();
  }
}

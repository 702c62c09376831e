package tollgate.benchmarks.backend.hub;

import io.undertow.websockets.core.WebSocketChannel;
import org.xnio.IoUtils;

/**
 * Sends every message back until one says {@code drop}: then the connection ends without a close
 * frame, as when a server dies or a network path breaks.
 */
final class FlakyConnection {
  private static final String DROP = "drop";

  private FlakyConnection() {}

  static void open(WebSocketChannel channel, HubStats stats) {
    stats.opened(channel);
    Outbox outbox = new Outbox(channel, stats, () -> {});
    channel
        .getReceiveSetter()
        .set(
            new MessageListener(
                stats,
                message -> {
                  if (isDrop(message)) {
                    IoUtils.safeClose(channel);
                  } else {
                    outbox.send(message);
                  }
                }));
    channel.resumeReceives();
  }

  private static boolean isDrop(Message message) {
    return message.text() && message.bytes() == DROP.length() && message.string().equals(DROP);
  }
}

package tollgate.benchmarks.backend.hub;

import io.undertow.websockets.core.WebSocketChannel;

/**
 * Sends every message back. A client that writes without reading is not read from until it has read
 * again, so that it cannot fill our memory.
 */
final class EchoConnection {
  private static final long PAUSE_ABOVE_BYTES = 4L << 20;
  private static final long RESUME_BELOW_BYTES = 1L << 20;

  private final WebSocketChannel channel;
  private final Outbox outbox;
  private boolean paused;

  private EchoConnection(WebSocketChannel channel, HubStats stats) {
    this.channel = channel;
    this.outbox = new Outbox(channel, stats, this::resume);
  }

  static void open(WebSocketChannel channel, HubStats stats) {
    EchoConnection connection = new EchoConnection(channel, stats);
    stats.opened(channel);
    channel.getReceiveSetter().set(new MessageListener(stats, connection::echo));
    channel.resumeReceives();
  }

  private void echo(Message message) {
    outbox.send(message);
    if (outbox.pendingBytes() > PAUSE_ABOVE_BYTES) {
      pause();
    }
  }

  private synchronized void pause() {
    // Looked at again under the lock: the network may have taken everything since.
    if (!paused && outbox.pendingBytes() > PAUSE_ABOVE_BYTES) {
      paused = true;
      channel.suspendReceives();
    }
  }

  private void resume() {
    if (outbox.pendingBytes() < RESUME_BELOW_BYTES) {
      synchronized (this) {
        if (paused) {
          paused = false;
          channel.resumeReceives();
        }
      }
    }
  }
}

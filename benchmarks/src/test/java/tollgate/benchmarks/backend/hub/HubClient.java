package tollgate.benchmarks.backend.hub;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that keeps what it receives, text as it is and binary as a string of its length. */
final class HubClient implements WebSocket.Listener {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private int binaryBytes;

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      received.add(text.toString());
      text.setLength(0);
    }
    socket.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    binaryBytes += data.remaining();
    if (last) {
      received.add("binary " + binaryBytes);
      binaryBytes = 0;
    }
    socket.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    received.add("closed " + code);
    return CompletableFuture.completedStage(null);
  }

  /** What has come and was not asked for. */
  Collection<String> received() {
    return received;
  }

  /** As {@link #next}, where no checked exception may be thrown. */
  String nextUnchecked() {
    try {
      return next();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What comes next, within 20 s; else the word nothing. */
  String next() throws InterruptedException {
    String message = received.poll(20, TimeUnit.SECONDS);
    return message == null ? "nothing" : message;
  }
}

package tollgate.benchmarks.measure;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.domain.Check;

/** Hands the reply of a session to the one thread that waits for it. */
public final class ReplyEndpoint extends Endpoint implements MessageHandler.Whole<String> {
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private volatile @Nullable Thread waiting;
  private volatile @Nullable String reply;
  private volatile @Nullable String ended;

  /** For one session. */
  public ReplyEndpoint() {}

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.addMessageHandler(String.class, this);
  }

  @Override
  public void onMessage(String message) {
    reply = message;
    LockSupport.unpark(waiting);
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    ended = "the session was closed: " + reason;
    LockSupport.unpark(waiting);
  }

  @Override
  public void onError(Session session, Throwable failure) {
    ended = "the session failed: " + failure;
    LockSupport.unpark(waiting);
  }

  /**
   * Sends a message to an endpoint of the hub that sends it back, and waits for it: only then has
   * the hub counted the session for certain. A client has its session as soon as the hub's answer
   * to the handshake is on the wire, which is before.
   *
   * @param session this endpoint's
   * @throws IOException when it cannot be sent
   */
  public void meet(Session session) throws IOException {
    expect();
    session.getBasicRemote().sendText("here");
    await("websocket.anchor");
  }

  /** Called by the thread that will wait, before it sends. */
  public void expect() {
    reply = null;
    waiting = Thread.currentThread();
  }

  /**
   * The next reply.
   *
   * @param check fails when there is none within ten seconds, or the session ends
   * @return what came
   */
  public String await(String check) {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    String received = reply;
    while (received == null) {
      String why = ended;
      Check.that(check, why == null, why == null ? "" : why);
      long left = deadline - System.nanoTime();
      Check.that(check, left > 0, "no reply within 10 s");
      LockSupport.parkNanos(this, left);
      received = reply;
    }
    return received;
  }

  /**
   * Waits until the session has ended.
   *
   * @param check fails when it has not within ten seconds
   */
  public void awaitEnd(String check) {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    while (ended == null) {
      long left = deadline - System.nanoTime();
      Check.that(check, left > 0, "the session did not end within 10 s");
      LockSupport.parkNanos(this, left);
    }
  }
}

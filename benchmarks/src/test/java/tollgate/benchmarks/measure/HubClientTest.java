package tollgate.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Tyrus does between a message's arrival and its handler, which the benchmarks measure. */
class HubClientTest {
  private static final int MESSAGES = 200;

  private HubClient client;

  @BeforeEach
  void connect() throws Exception {
    client = new HubClient();
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
  }

  /** Notes the threads that handle messages. */
  private static final class Witness extends Endpoint implements MessageHandler.Whole<String> {
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(String.class, this);
    }

    @Override
    public void onMessage(String message) {
      threads.add(Thread.currentThread().getName());
      messages.add(message);
    }
  }

  @Test
  void message_isHandledByTheThreadThatReadIt() throws Exception {
    Witness witness = new Witness();

    try (Session session = client.connect(witness, "/ws/echo")) {
      exchange(session, witness);
    }

    assertThat(witness.threads).isNotEmpty().allMatch(name -> name.endsWith("SelectorRunner"));
  }

  /** With the default, 0, Tyrus gives a task to a thread of its own at each message. */
  @Test
  void session_hasNoTimeoutRatherThanTheDefault() throws Exception {
    try (Session session = client.connect(new Witness(), "/ws/echo")) {
      assertThat(session.getMaxIdleTimeout()).isNegative();
    }
  }

  private static void exchange(Session session, Witness witness) throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      session.getBasicRemote().sendText("message " + i);
      assertThat(witness.messages.poll(20, TimeUnit.SECONDS)).isEqualTo("message " + i);
    }
  }
}

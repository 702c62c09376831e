package tollgate.benchmarks.backend.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubServerTest {
  @SuppressWarnings("NullAway.Init") // Before each test.
  private RunningHub hub;

  @BeforeEach
  void start() {
    hub = RunningHub.start();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void health_running_isOk() throws Exception {
    assertThat(hub.get("/health").statusCode()).isEqualTo(200);
    assertThat(hub.get("/health").body()).isEqualTo("ok");
    assertThat(hub.get("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void echo_textAndBinary_comeBackWholeAndInOrder() throws Exception {
    HubClient client = new HubClient();
    WebSocket socket = hub.open("/ws/echo", client);
    String large = "\u00e4\u20ac\ud83d\ude00".repeat(20_000);

    socket.sendText("one", true).join();
    socket.sendText("", true).join();
    socket.sendText("frag", false).join();
    socket.sendText("mented", true).join();
    socket.sendText(large, true).join();
    socket.sendBinary(ByteBuffer.allocate(70_000), true).join();

    assertThat(client.next()).isEqualTo("one");
    assertThat(client.next()).isEmpty();
    assertThat(client.next()).isEqualTo("fragmented");
    assertThat(client.next()).isEqualTo(large);
    assertThat(client.next()).isEqualTo("binary 70000");
  }

  @Test
  void echo_textSplitWithinACharacter_comesBackWhole() throws Exception {
    try (RawConnection client = hub.openRaw("/ws/echo")) {
      client.send("01", "61c3");
      client.send("00", "a4e282");
      client.send("80", "ac");

      assertThat(client.next(8)).isEqualTo("810661c3a4e282ac");
    }
  }

  /** A byte that no text has, a wrong second byte, half a surrogate, and a character cut off. */
  @ParameterizedTest
  @ValueSource(strings = {"61ff61", "c328", "eda080", "61e282"})
  void echo_textThatIsNotUtf8_isNotTakenAndEndsTheConnection(String payload) throws Exception {
    try (RawConnection client = hub.openRaw("/ws/echo")) {
      client.send("81", payload);

      // With or without a close frame, but with no text.
      assertThat(client.untilTheEnd()).doesNotStartWith("81");
      assertThat(hub.json("/stats").at("/messagesReceived").asLong()).isZero();
    }
  }

  @Test
  void echo_textSplitThatIsNotUtf8AsAWhole_isNotTakenAndEndsTheConnection() throws Exception {
    try (RawConnection client = hub.openRaw("/ws/echo")) {
      client.send("01", "61c3");
      client.send("80", "61");

      assertThat(client.untilTheEnd()).doesNotStartWith("81");
      assertThat(hub.json("/stats").at("/messagesReceived").asLong()).isZero();
    }
  }

  @Test
  void broadcast_everyMemberSends_allReceiveAllInEachSendersOrder() throws Exception {
    int members = 8;
    int messages = 50;
    List<HubClient> clients = new ArrayList<>();
    List<WebSocket> sockets = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      clients.add(new HubClient());
      sockets.add(hub.open("/ws/broadcast/one", clients.get(i)));
    }
    HubClient stranger = new HubClient();
    hub.open("/ws/broadcast/two", stranger);
    hub.awaitMembers("/rooms/one", members);

    IntStream.range(0, members)
        .parallel()
        .forEach(
            sender -> {
              for (int message = 0; message < messages; message++) {
                sockets.get(sender).sendText(sender + ":" + message, true).join();
              }
            });

    for (HubClient client : clients) {
      int[] expected = new int[members];
      for (int i = 0; i < members * messages; i++) {
        String[] message = client.next().split(":");
        assertThat(message).hasSize(2);
        assertThat(Integer.parseInt(message[1]))
            .isEqualTo(expected[Integer.parseInt(message[0])]++);
      }
    }
    assertThat(stranger.received()).isEmpty();
  }

  @Test
  void room_memberGone_isEmptyAgain() throws Exception {
    WebSocket socket = hub.open("/ws/broadcast/one", new HubClient());
    hub.awaitMembers("/rooms/one", 1);

    socket.abort();

    hub.awaitMembers("/rooms/one", 0);
  }

  @Test
  void stats_afterMessages_countThem() throws Exception {
    HubClient client = new HubClient();
    WebSocket socket = hub.open("/ws/echo", client);
    for (int i = 0; i < 10; i++) {
      socket.sendText("x", true).join();
      client.next();
    }

    JsonNode stats = hub.json("/stats");

    assertThat(stats.at("/messagesReceived").asLong()).isEqualTo(10);
    assertThat(stats.at("/cpuNanos").asLong()).isPositive();
    assertThat(stats.at("/heapUsedBytes").asLong()).isPositive();
    assertThat(stats.at("/connections").asInt()).isEqualTo(1);
  }

  @Test
  void echo_clientThatDoesNotRead_isNotReadFromAndLosesNothing() throws Exception {
    BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    WebSocket socket = hub.open("/ws/echo", new HubClient());
    WebSocket.Listener lazy =
        new WebSocket.Listener() {
          private int bytes;

          @Override
          public void onOpen(WebSocket opened) {
            // Asks for nothing: what the hub sends stays in the network's buffers and the hub's.
          }

          @Override
          public CompletionStage<?> onBinary(WebSocket opened, ByteBuffer data, boolean last) {
            bytes += data.remaining();
            if (last) {
              sizes.add(bytes);
              bytes = 0;
            }
            opened.request(1);
            return CompletableFuture.completedStage(null);
          }
        };
    WebSocket unread = hub.open("/ws/echo", lazy);
    int messages = 64;
    Thread sender =
        new Thread(
            () -> {
              for (int i = 0; i < messages; i++) {
                unread.sendBinary(ByteBuffer.allocate(1 << 20), true).join();
              }
            });
    sender.start();
    sender.join(1_000);

    // Somebody else is served meanwhile.
    socket.sendText("x", true).join();
    assertThat(hub.json("/stats").at("/messagesReceived").asLong()).isLessThan(messages);

    unread.request(1);
    for (int i = 0; i < messages; i++) {
      assertThat(sizes.poll(20, TimeUnit.SECONDS)).isEqualTo(1 << 20);
    }
    sender.join();
  }
}

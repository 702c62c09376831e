package tollgate.benchmarks.backend.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
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

class HubServerTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // Before each test.
  private HubServer server;

  @BeforeEach
  void start() {
    server = HubServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** A client that keeps what it receives, text as it is and binary as a string of its length. */
  private static final class Client implements WebSocket.Listener {
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

    String nextUnchecked() {
      try {
        return next();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    String next() throws InterruptedException {
      String message = received.poll(20, TimeUnit.SECONDS);
      return message == null ? "nothing" : message;
    }
  }

  private WebSocket open(String path, Client client) {
    return HTTP.newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), client)
        .join();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(path).body());
  }

  private void awaitMembers(String room, int members) throws IOException, InterruptedException {
    await("/rooms/" + room, members);
  }

  private void await(String path, int members) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (json(path).at("/members").asInt() != members) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  @Test
  void health_running_isOk() throws Exception {
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/health").body()).isEqualTo("ok");
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void echo_textAndBinary_comeBackWholeAndInOrder() throws Exception {
    Client client = new Client();
    WebSocket socket = open("/ws/echo", client);
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
  void broadcast_everyMemberSends_allReceiveAllInEachSendersOrder() throws Exception {
    int members = 8;
    int messages = 50;
    List<Client> clients = new ArrayList<>();
    List<WebSocket> sockets = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      clients.add(new Client());
      sockets.add(open("/ws/broadcast/one", clients.get(i)));
    }
    Client stranger = new Client();
    open("/ws/broadcast/two", stranger);
    awaitMembers("one", members);

    IntStream.range(0, members)
        .parallel()
        .forEach(
            sender -> {
              for (int message = 0; message < messages; message++) {
                sockets.get(sender).sendText(sender + ":" + message, true).join();
              }
            });

    for (Client client : clients) {
      int[] expected = new int[members];
      for (int i = 0; i < members * messages; i++) {
        String[] message = client.next().split(":");
        assertThat(message).hasSize(2);
        assertThat(Integer.parseInt(message[1]))
            .isEqualTo(expected[Integer.parseInt(message[0])]++);
      }
    }
    assertThat(stranger.received).isEmpty();
  }

  @Test
  void room_memberGone_isEmptyAgain() throws Exception {
    WebSocket socket = open("/ws/broadcast/one", new Client());
    awaitMembers("one", 1);

    socket.abort();

    awaitMembers("one", 0);
  }

  @Test
  void queue_manyMembers_getEachTaskOnce() throws Exception {
    int members = 4;
    int tasks = 40;
    List<Client> clients = new ArrayList<>();
    List<WebSocket> sockets = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      clients.add(new Client());
      sockets.add(open("/ws/queue/one", clients.get(i)));
    }
    WebSocket stranger = open("/ws/queue/two", new Client());
    stranger.sendText("put strange", true).join();
    for (int task = 0; task < tasks; task++) {
      sockets.get(task % members).sendText("put " + task, true).join();
    }

    List<String> done = Collections.synchronizedList(new ArrayList<>());
    IntStream.range(0, members)
        .parallel()
        .forEach(
            member -> {
              for (int i = 0; i < tasks / members; i++) {
                sockets.get(member).sendText("claim", true).join();
                String task = clients.get(member).nextUnchecked();
                done.add(task);
                sockets.get(member).sendText("done " + task, true).join();
              }
            });

    assertThat(done)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, tasks).mapToObj(String::valueOf).toList());
    sockets.get(0).sendText("list", true).join();
    assertThat(clients.get(0).next()).isEmpty();
  }

  @Test
  void queue_claimBeforeTheTask_isAnsweredWhenThereIsOne() throws Exception {
    Client idle = new Client();
    open("/ws/queue/one", idle).sendText("claim", true).join();
    WebSocket other = open("/ws/queue/one", new Client());

    other.sendText("put 17", true).join();

    assertThat(idle.next()).isEqualTo("17");
  }

  @Test
  void queue_memberGoneWithItsTask_leavesItToAnother() throws Exception {
    Client dying = new Client();
    WebSocket dead = open("/ws/queue/one", dying);
    Client heir = new Client();
    WebSocket alive = open("/ws/queue/one", heir);
    dead.sendText("put 1", true).join();
    dead.sendText("claim", true).join();
    assertThat(dying.next()).isEqualTo("1");
    alive.sendText("claim", true).join();

    dead.abort();

    assertThat(heir.next()).isEqualTo("1");
    assertThat(json("/queues/one").at("/members").asInt()).isEqualTo(1);
    alive.abort();
    await("/queues/one", 0);
  }

  @Test
  void queue_doneWithoutTheTask_isClosed() throws Exception {
    Client client = new Client();
    WebSocket socket = open("/ws/queue/one", client);

    socket.sendText("done 5", true).join();

    assertThat(client.next()).isEqualTo("closed 1008");
  }

  @Test
  void stats_afterMessages_countThem() throws Exception {
    Client client = new Client();
    WebSocket socket = open("/ws/echo", client);
    for (int i = 0; i < 10; i++) {
      socket.sendText("x", true).join();
      client.next();
    }

    JsonNode stats = json("/stats");

    assertThat(stats.at("/messagesReceived").asLong()).isEqualTo(10);
    assertThat(stats.at("/cpuNanos").asLong()).isPositive();
    assertThat(stats.at("/heapUsedBytes").asLong()).isPositive();
    assertThat(stats.at("/connections").asInt()).isEqualTo(1);
  }

  @Test
  void echo_clientThatDoesNotRead_isNotReadFromAndLosesNothing() throws Exception {
    BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
    WebSocket socket = open("/ws/echo", new Client());
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
    WebSocket unread =
        HTTP.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws/echo"), lazy)
            .join();
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
    assertThat(json("/stats").at("/messagesReceived").asLong()).isLessThan(messages);

    unread.request(1);
    for (int i = 0; i < messages; i++) {
      assertThat(sizes.poll(20, TimeUnit.SECONDS)).isEqualTo(1 << 20);
    }
    sender.join();
  }
}

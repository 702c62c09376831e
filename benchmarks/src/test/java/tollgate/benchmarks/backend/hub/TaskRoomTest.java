package tollgate.benchmarks.backend.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskRoomTest {
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
  void queue_manyMembers_getEachTaskOnce() throws Exception {
    int members = 4;
    int tasks = 40;
    List<HubClient> clients = new ArrayList<>();
    List<WebSocket> sockets = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      clients.add(new HubClient());
      sockets.add(hub.open("/ws/queue/one", clients.get(i)));
    }
    WebSocket stranger = hub.open("/ws/queue/two", new HubClient());
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
    HubClient idle = new HubClient();
    hub.open("/ws/queue/one", idle).sendText("claim", true).join();
    WebSocket other = hub.open("/ws/queue/one", new HubClient());

    other.sendText("put 17", true).join();

    assertThat(idle.next()).isEqualTo("17");
  }

  @Test
  void queue_memberGoneWithItsTask_leavesItToAnother() throws Exception {
    HubClient dying = new HubClient();
    WebSocket dead = hub.open("/ws/queue/one", dying);
    HubClient heir = new HubClient();
    WebSocket alive = hub.open("/ws/queue/one", heir);
    dead.sendText("put 1", true).join();
    dead.sendText("claim", true).join();
    assertThat(dying.next()).isEqualTo("1");
    alive.sendText("claim", true).join();

    dead.abort();

    assertThat(heir.next()).isEqualTo("1");
    assertThat(hub.json("/queues/one").at("/members").asInt()).isEqualTo(1);
    alive.abort();
    hub.awaitMembers("/queues/one", 0);
  }

  @Test
  void queue_doneWithoutTheTask_isClosed() throws Exception {
    HubClient client = new HubClient();
    WebSocket socket = hub.open("/ws/queue/one", client);

    socket.sendText("done 5", true).join();

    assertThat(client.next()).isEqualTo("closed 1008");
  }
}

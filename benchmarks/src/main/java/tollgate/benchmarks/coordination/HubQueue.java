package tollgate.benchmarks.coordination;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tollgate.benchmarks.measure.HubClient;
import tollgate.benchmarks.measure.ReplyEndpoint;

/** A queue in the hub, which hands each task to one agent over the agent's own session. */
final class HubQueue implements TaskQueue {
  private final HubClient client = new HubClient();
  private final String room = "queue-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

  /** Keeps the room while agents come and go, and asks what is left when they are gone. */
  private final HubMember keeper;

  HubQueue() throws IOException, DeploymentException {
    keeper = new HubMember(client, room);
  }

  @Override
  public Client open(int agent) throws IOException, DeploymentException {
    return new HubMember(client, room);
  }

  /** The hub remembers nothing of what is done. */
  @Override
  public void tidy() {}

  @Override
  public Iterable<Long> remaining() throws IOException, InterruptedException {
    // What agents said last may still be on its way.
    client.awaitQueueMembers(room, 1);
    return keeper.list();
  }

  @Override
  public void close() throws IOException {
    keeper.close();
    client.close();
  }

  private static final class HubMember implements Client {
    private final ReplyEndpoint replies = new ReplyEndpoint();
    private final Session session;

    HubMember(HubClient client, String room) throws IOException, DeploymentException {
      session = client.connect(replies, "/ws/queue/" + room);
    }

    @Override
    public void put(long task) throws IOException {
      send("put " + task);
    }

    /** Waits for a task: an answer without one does not exist. */
    @Override
    public Long claim() throws IOException {
      replies.expect();
      send("claim");
      return Long.valueOf(replies.await("queue.served"));
    }

    @Override
    public void complete(long task) throws IOException {
      send("done " + task);
    }

    List<Long> list() throws IOException {
      replies.expect();
      send("list");
      String tasks = replies.await("queue.list");
      return Arrays.stream(tasks.split(" "))
          .filter(task -> !task.isEmpty())
          .map(Long::valueOf)
          .toList();
    }

    private void send(String message) throws IOException {
      session.getBasicRemote().sendText(message);
    }

    @Override
    public void close() throws IOException {
      session.close();
    }
  }
}

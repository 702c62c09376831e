package tollgate.benchmarks.backend.hub;

import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rooms in which each task goes to one member. What a member may say, as text:
 *
 * <ul>
 *   <li>{@code put <task>}: adds a task, any text; no answer
 *   <li>{@code claim}: answered with a task as soon as there is one that nobody has
 *   <li>{@code done <task>}: the member has done what it had; no answer
 *   <li>{@code list}: answered with all tasks that nobody has, a space between them
 * </ul>
 *
 * <p>The task of a member that goes without having done it is given to another. A room and its
 * tasks last as long as it has members. Anything else that is said closes the connection with code
 * 1008.
 */
final class TaskRooms {
  private final HubStats stats;
  private final ConcurrentHashMap<String, TaskRoom> rooms = new ConcurrentHashMap<>();

  TaskRooms(HubStats stats) {
    this.stats = stats;
  }

  void join(String name, WebSocketChannel channel) {
    stats.opened(channel);
    TaskRoom.Member member = new TaskRoom.Member(new Outbox(channel, stats, () -> {}));
    TaskRoom room =
        rooms.compute(
            name,
            (key, present) -> {
              TaskRoom entered = present == null ? new TaskRoom() : present;
              entered.join(member);
              return entered;
            });
    channel.addCloseTask(closed -> leave(name, room, member));
    channel
        .getReceiveSetter()
        .set(new MessageListener(stats, message -> receive(room, member, message)));
    channel.resumeReceives();
  }

  private static void receive(TaskRoom room, TaskRoom.Member member, Message message) {
    String[] words = message.text() ? message.string().split(" ", 2) : new String[] {""};
    String rest = words.length == 2 ? words[1] : "";
    try {
      switch (words[0]) {
        case "put" -> send(room.put(rest));
        case "claim" -> send(room.claim(member));
        case "done" -> room.done(member, rest);
        case "list" -> member.outbox().send(Message.of(room.waiting()));
        default -> throw new TaskRoom.ProtocolViolation("nobody knows what this means");
      }
    } catch (TaskRoom.ProtocolViolation violation) {
      WebSockets.sendClose(
          CloseMessage.MSG_VIOLATES_POLICY,
          violation.getMessage(),
          member.outbox().channel(),
          null);
    }
  }

  private static void send(TaskRoom.@Nullable Grant grant) {
    if (grant != null) {
      grant.send();
    }
  }

  private void leave(String name, TaskRoom room, TaskRoom.Member member) {
    send(room.leave(member));
    rooms.computeIfPresent(name, (key, left) -> left.members() == 0 ? null : left);
  }

  /** Members of a room now; 0 for a room that nobody joined. */
  int members(String name) {
    TaskRoom room = rooms.get(name);
    return room == null ? 0 : room.members();
  }
}

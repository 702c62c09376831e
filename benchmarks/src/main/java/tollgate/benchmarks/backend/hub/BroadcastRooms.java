package tollgate.benchmarks.backend.hub;

import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.IoUtils;

/**
 * Rooms in which every message goes to every member, its sender included, in the order in which the
 * hub read it from that sender.
 *
 * <p>A member that does not read is closed with code 1008 once {@value #SLOW_CONSUMER_BYTES} bytes
 * wait for it: it would otherwise fill our memory, and waiting for it would stop everyone else.
 */
final class BroadcastRooms {
  private static final long SLOW_CONSUMER_BYTES = 16L << 20;

  private final HubStats stats;
  private final ConcurrentHashMap<String, Set<Outbox>> rooms = new ConcurrentHashMap<>();

  BroadcastRooms(HubStats stats) {
    this.stats = stats;
  }

  void join(String room, WebSocketChannel channel) {
    stats.opened(channel);
    Outbox outbox = new Outbox(channel, stats, () -> {});
    Set<Outbox> members =
        rooms.compute(
            room,
            (name, present) -> {
              Set<Outbox> set = present == null ? ConcurrentHashMap.newKeySet() : present;
              set.add(outbox);
              return set;
            });
    channel.addCloseTask(closed -> leave(room, outbox));
    channel
        .getReceiveSetter()
        .set(
            new MessageListener(
                stats, message -> members.forEach(member -> send(member, message))));
    channel.resumeReceives();
  }

  /** Sends what comes in on a connection to a room's members, without making it one. */
  void publish(String room, WebSocketChannel channel) {
    stats.opened(channel);
    channel
        .getReceiveSetter()
        .set(
            new MessageListener(
                stats,
                message ->
                    rooms.getOrDefault(room, Set.of()).forEach(member -> send(member, message))));
    channel.resumeReceives();
  }

  private void send(Outbox member, Message message) {
    if (member.pendingBytes() > SLOW_CONSUMER_BYTES) {
      stats.slowConsumerClosed();
      WebSockets.sendClose(
          CloseMessage.MSG_VIOLATES_POLICY, "slow consumer", member.channel(), null);
      IoUtils.safeClose(member.channel());
      return;
    }
    member.send(message);
  }

  private void leave(String room, Outbox outbox) {
    rooms.computeIfPresent(
        room,
        (name, members) -> {
          members.remove(outbox);
          return members.isEmpty() ? null : members;
        });
  }

  /** Members of a room now; 0 for a room that nobody joined. */
  int members(String room) {
    Set<Outbox> members = rooms.get(room);
    return members == null ? 0 : members.size();
  }
}

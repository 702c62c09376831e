package tollgate.benchmarks.backend.hub;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The server that WebSocket benchmarks talk to, on a free port of the loopback interface.
 *
 * <ul>
 *   <li>{@code GET /health}: 200 and {@code ok}
 *   <li>{@code GET /stats}: {@link HubStats.Reading} as JSON
 *   <li>{@code GET /rooms/<room>}: <code>{"members":n}</code>; a client is a member some time after
 *       its handshake ended, so whoever counts deliveries first waits here for all members
 *   <li>{@code GET /queues/<room>}: the same for a room in which tasks are shared out
 *   <li>{@code /ws/echo}: sends every text or binary message back
 *   <li>{@code /ws/flaky}: the same, and ends without a close frame when told {@code drop}
 *   <li>{@code /ws/publish/<room>}: sends every message to all members of a room, without being one
 *   <li>{@code /ws/broadcast/<room>}: sends every message to all members, its sender included
 *   <li>{@code /ws/queue/<room>}: gives each task to one member, see {@link TaskRooms}
 * </ul>
 */
public final class HubServer implements AutoCloseable {
  private final Undertow undertow;

  private HubServer(Undertow undertow) {
    this.undertow = undertow;
  }

  /**
   * Starts on a free port, with {@link #ioThreads()} threads.
   *
   * @return the running server
   */
  public static HubServer start() {
    return start(ioThreads());
  }

  /**
   * How many threads read and write for all connections: half of the processors. With a thread for
   * each they have less to do at a time, sleep and are woken more often, and take the processors
   * from the clients beside them; docs/adr/0003 has what that costs.
   *
   * @return one at least
   */
  public static int ioThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  private static HubServer start(int ioThreads) {
    HubStats stats = new HubStats();
    BroadcastRooms rooms = new BroadcastRooms(stats);
    TaskRooms tasks = new TaskRooms(stats);
    HttpHandler echo =
        Handlers.websocket((exchange, channel) -> EchoConnection.open(channel, stats));
    HttpHandler flaky =
        Handlers.websocket((exchange, channel) -> FlakyConnection.open(channel, stats));
    HttpHandler routes =
        Handlers.pathTemplate()
            .add("/health", exchange -> exchange.getResponseSender().send("ok"))
            .add("/stats", exchange -> sendJson(exchange, stats.toJson()))
            .add("/rooms/{room}", exchange -> sendMembers(exchange, rooms.members(room(exchange))))
            .add("/queues/{room}", exchange -> sendMembers(exchange, tasks.members(room(exchange))))
            .add("/ws/echo", echo)
            .add("/ws/flaky", flaky)
            .add("/ws/publish/{room}", exchange -> upgrade(exchange, rooms::publish))
            .add("/ws/broadcast/{room}", exchange -> upgrade(exchange, rooms::join))
            .add("/ws/queue/{room}", exchange -> upgrade(exchange, tasks::join));
    Undertow undertow =
        Undertow.builder()
            .setIoThreads(ioThreads)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(routes)
            .build();
    undertow.start();
    return new HubServer(undertow);
  }

  private static void upgrade(
      HttpServerExchange exchange, BiConsumer<String, WebSocketChannel> enter) throws Exception {
    String room = room(exchange);
    Handlers.websocket((upgraded, channel) -> enter.accept(room, channel)).handleRequest(exchange);
  }

  private static void sendMembers(HttpServerExchange exchange, int members) {
    sendJson(exchange, HubStats.json(new Members(members)));
  }

  private static String room(HttpServerExchange exchange) {
    PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
    return Objects.requireNonNull(match.getParameters().get("room"));
  }

  private static void sendJson(HttpServerExchange exchange, String json) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(json);
  }

  /** The answer of {@code /rooms/<room>} and {@code /queues/<room>}. */
  record Members(int members) {}

  /**
   * Where it listens.
   *
   * @return a port of the loopback interface
   */
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    undertow.stop();
  }

  /**
   * Starts the server, prints {@code PORT <port>}, and runs until standard input ends: the process
   * that started it holds the other end and cannot die without closing it.
   *
   * @param args how many threads read and write, if not {@link #ioThreads()}
   * @throws IOException when standard input cannot be read, which ends the server as well
   */
  public static void main(String[] args) throws IOException {
    try (HubServer server = start(args.length == 0 ? ioThreads() : Integer.parseInt(args[0]))) {
      System.out.println("PORT " + server.port());
      System.out.flush();
      while (System.in.read() >= 0) {
        // What is written does not matter, only that the writer is there.
      }
    }
    System.exit(0);
  }
}

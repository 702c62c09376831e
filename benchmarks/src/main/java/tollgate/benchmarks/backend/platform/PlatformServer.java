package tollgate.benchmarks.backend.platform;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.util.Headers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * A small agent platform, written as a good server is: bounded in everything, honest when it cannot
 * serve, and gone without a trace when told to stop.
 *
 * <ul>
 *   <li>{@code GET /health}: 200 as long as it takes requests; asks no database
 *   <li>{@code GET /usage?settled=}: its memory, after a garbage collection if {@code true}, and
 *       requests in flight, waiting and refused
 *   <li>{@code POST /api/reset}: forgets conversations, sets {@code globalLimit} and {@code
 *       userLimit}, and lets the peak of its memory begin anew; sessions stay good
 *   <li>{@code POST /api/users}, {@code POST /api/login}: {@code name} and {@code password}; a
 *       login answers with a {@code token} that all below want as a bearer token, and is good until
 *       the password is set anew
 *   <li>{@code GET /api/graph/stats}, {@code GET /api/graph/nodes/search?q=}, {@code POST
 *       /api/graph/traverse} with {@code start} and {@code depth}
 *   <li>{@code POST /api/conversations}, {@code POST /api/conversations/<id>/messages} with {@code
 *       text} and {@code work} ({@code quick} or {@code complex}), {@code DELETE
 *       /api/conversations/<id>}, which may be repeated, {@code GET /api/conversations}: how many
 *       are active
 *   <li>{@code PUT} and {@code GET /api/agents/<id>/state}, where saving answers with a {@code
 *       version} that is one more each time, {@code POST /api/agents/<id>/checkpoints}
 *   <li>{@code /ws/updates}: what happens, as it happens
 * </ul>
 *
 * <p>429 says that a limit is reached and 503 that there is too much to do or no database; both say
 * when to ask again, in {@code Retry-After} and, finer, as {@code retryAfterMillis}.
 */
public final class PlatformServer implements AutoCloseable {
  private static final long LARGEST_BODY_BYTES = 4L << 20;
  private static final int IDLE_MILLIS = 60_000;
  private static final int PARSE_MILLIS = 10_000;
  private static final long GRACE_MILLIS = 2_000;

  private final Undertow undertow;
  private final GracefulShutdownHandler gate;
  private final ExecutorService workers;
  private final Database database;

  private PlatformServer(
      Undertow undertow, GracefulShutdownHandler gate, ExecutorService workers, Database database) {
    this.undertow = undertow;
    this.gate = gate;
    this.workers = workers;
    this.database = database;
  }

  /**
   * Starts on a free port of the loopback interface.
   *
   * @param url of the database, without user or password
   * @param user role to connect as
   * @param password empty where the server asks for none
   * @return the running server
   * @throws SQLException when the database refuses
   */
  public static PlatformServer start(String url, String user, String password) throws SQLException {
    Database database = Database.open(url, user, password);
    ExecutorService workers = Workers.start();
    LiveUpdates updates = new LiveUpdates();
    Accounts accounts = new Accounts(database);
    GracefulShutdownHandler gate =
        Handlers.gracefulShutdown(routes(new Api(workers, accounts), database, accounts, updates));
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_BODY_BYTES)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, PARSE_MILLIS)
            .setHandler(gate)
            .build();
    undertow.start();
    return new PlatformServer(undertow, gate, workers, database);
  }

  private static HttpHandler routes(
      Api api, Database database, Accounts accounts, LiveUpdates updates) {
    GraphQueries graph = new GraphQueries(database);
    ConversationDesk desk = new ConversationDesk(database, graph, updates);
    AgentStates states = new AgentStates(database, updates);
    RoutingHandler routes = Handlers.routing();
    routes.get(
        "/health",
        exchange -> {
          exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
          exchange.getResponseSender().send("{\"status\":\"ok\"}");
        });
    routes.get(
        "/usage",
        api.forAll(call -> Usage.now(Boolean.parseBoolean(call.query("settled")), api, database)));
    routes.get(
        "/ws/updates", Handlers.websocket((exchange, channel) -> updates.subscribe(channel)));
    routes.post(
        "/api/reset",
        api.forAll(
            call -> {
              desk.reset((int) call.number("globalLimit"), (int) call.number("userLimit"));
              Usage.startPeak();
              return desk.active();
            }));
    routes.post(
        "/api/users",
        api.forAll(
            call -> Map.of("agent", accounts.register(call.text("name"), call.text("password")))));
    routes.post(
        "/api/login", api.forAll(call -> accounts.login(call.text("name"), call.text("password"))));
    routes.get("/api/graph/stats", api.forMembers(call -> graph.stats()));
    routes.get("/api/graph/nodes/search", api.forMembers(call -> graph.search(call.query("q"))));
    routes.post(
        "/api/graph/traverse",
        api.forMembers(call -> graph.traverse(call.number("start"), (int) call.number("depth"))));
    routes.get("/api/conversations", api.forMembers(call -> desk.active()));
    routes.post("/api/conversations", api.forMembers(call -> desk.start(call.agent())));
    routes.post(
        "/api/conversations/{id}/messages",
        api.forMembers(
            call ->
                desk.message(
                    call.agent(),
                    call.id(),
                    call.text("text"),
                    call.text("work").equals("complex"))));
    routes.delete(
        "/api/conversations/{id}",
        api.forMembers(
            call -> {
              desk.stop(call.agent(), call.id());
              return "{}";
            }));
    routes.get("/api/agents/{id}/state", api.forMembers(call -> states.load(call.id())));
    routes.put(
        "/api/agents/{id}/state", api.forMembers(call -> states.save(call.id(), call.body())));
    routes.post(
        "/api/agents/{id}/checkpoints", api.forMembers(call -> states.checkpoint(call.id())));
    return routes;
  }

  /**
   * Where it listens.
   *
   * @return a port of the loopback interface
   */
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** Refuses what comes now, finishes what has begun, for two seconds at most, and stops. */
  @Override
  public void close() {
    gate.shutdown();
    try {
      gate.awaitShutdown(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    undertow.stop();
    workers.shutdownNow();
    database.close();
  }

  /**
   * Reads the database's URL, user and password, a line each, from standard input, starts, prints
   * {@code PORT <port>}, and runs until standard input ends: the process that started it holds the
   * other end and cannot die without closing it.
   *
   * @param args none
   * @throws Exception when it cannot start
   */
  public static void main(String[] args) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (PlatformServer server = start(line(in), line(in), line(in))) {
      server.database.fill();
      System.out.println("PORT " + server.port());
      System.out.flush();
      while (in.read() >= 0) {
        // What is written does not matter, only that the writer is there.
      }
    } catch (SQLException | RuntimeException e) {
      System.err.println("platform: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the database's address is missing");
    }
    return line;
  }
}

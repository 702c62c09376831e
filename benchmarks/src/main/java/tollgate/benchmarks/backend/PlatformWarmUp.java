package tollgate.benchmarks.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tollgate.benchmarks.domain.Schema;

/**
 * Lets the platform's JVM compile what it does before anything is measured, as {@link HubWarmUp}
 * does for the hub: the platform serves all forks of an invocation, and its first would be slower.
 */
final class PlatformWarmUp {
  private static final int USERS = 8;
  private static final int NO_LIMIT = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final PlatformAddress platform;
  private final long deadline;

  private PlatformWarmUp(PlatformAddress platform, Duration time) {
    this.platform = platform;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  private record Agent(long id, String name) {}

  /**
   * Asks every endpoint that scenarios use, and leaves the data as they were.
   *
   * @param database the platform's, with our schema in it
   * @param time how long; nothing is done when it is zero
   * @throws BackendException when the platform does not answer as it should
   */
  static void run(PlatformAddress platform, PostgresAddress database, Duration time) {
    if (time.isZero()) {
      return;
    }
    try (Connection connection = database.connect()) {
      PlatformWarmUp warmUp = new PlatformWarmUp(platform, time);
      warmUp.reset();
      List<CompletableFuture<Void>> users = new ArrayList<>();
      for (Agent agent : agents(connection)) {
        users.add(CompletableFuture.runAsync(() -> warmUp.use(agent), PlatformWarmUp::onThread));
      }
      users.forEach(CompletableFuture::join);
      warmUp.reset();
      Schema.reset(connection);
    } catch (BackendException | CompletionException | SQLException e) {
      throw new BackendException("the platform cannot be warmed up: " + Lines.of(e), e);
    }
  }

  private static void onThread(Runnable work) {
    Thread thread = new Thread(work, "platform-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static List<Agent> agents(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select id, name from tollgate.agents order by id limit " + USERS);
        ResultSet rows = statement.executeQuery()) {
      List<Agent> agents = new ArrayList<>();
      while (rows.next()) {
        agents.add(new Agent(rows.getLong(1), rows.getString(2)));
      }
      return agents;
    }
  }

  private void reset() {
    String limits =
        JSON.createObjectNode().put("globalLimit", NO_LIMIT).put("userLimit", NO_LIMIT).toString();
    send("POST", "/api/reset", "", limits);
  }

  private void use(Agent agent) {
    String credentials =
        JSON.createObjectNode().put("name", agent.name()).put("password", "warm-up").toString();
    send("POST", "/api/users", "", credentials);
    for (long round = 1; System.nanoTime() < deadline; round++) {
      String token = send("POST", "/api/login", "", credentials).path("token").asText();
      for (int i = 0; i < 10 && System.nanoTime() < deadline; i++) {
        look(token, round * 10 + i);
        converse(token, i % 3 == 0);
        remember(token, agent.id(), round * 10 + i);
      }
    }
  }

  private void look(String token, long turn) {
    send("GET", "/health", "", "");
    send("GET", "/api/graph/stats", token, "");
    send("GET", "/api/graph/nodes/search?q=topic" + turn % 50 + "x", token, "");
    send("POST", "/api/graph/traverse", token, "{\"start\":" + (1 + turn % 50) + ",\"depth\":3}");
  }

  private void converse(String token, boolean complex) {
    long id = send("POST", "/api/conversations", token, "{}").path("id").asLong();
    String work = complex ? "complex" : "quick";
    send(
        "POST",
        "/api/conversations/" + id + "/messages",
        token,
        "{\"text\":\"warm-up\",\"work\":\"" + work + "\"}");
    send("DELETE", "/api/conversations/" + id, token, "");
  }

  private void remember(String token, long agent, long turn) {
    String path = "/api/agents/" + agent;
    send("GET", path + "/state", token, "");
    // Later than any that is seeded.
    long version = System.currentTimeMillis() * 1_000 + turn;
    send(
        "PUT",
        path + "/state",
        token,
        "{\"agent\":"
            + agent
            + ",\"version\":"
            + version
            + ",\"notes\":\""
            + "x".repeat(900)
            + "\"}");
    send("POST", path + "/checkpoints", token, "{}");
  }

  private JsonNode send(String method, String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(platform.http(path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new BackendException(method + " " + path + " answers " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new BackendException(method + " " + path + ": " + Lines.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted", e);
    }
  }
}

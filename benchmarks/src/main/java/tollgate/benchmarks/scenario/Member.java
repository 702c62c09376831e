package tollgate.benchmarks.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.domain.DataSize;
import tollgate.benchmarks.domain.Generated;
import tollgate.benchmarks.domain.GraphAnswers;
import tollgate.benchmarks.measure.Work;

/** One user who is logged in, and what users do. Every answer is checked. */
final class Member {
  private static final int STARTS = 64;
  private static final long MOST_STOP_PAUSE_MILLIS = 100;
  private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final ConcurrentHashMap<Long, GraphAnswers.Reach> REACHES =
      new ConcurrentHashMap<>();

  private final PlatformClient client;
  private final DataSize size;
  private final Acknowledged acknowledged;
  private final long agent;
  private final String token;

  private Member(
      PlatformClient client, DataSize size, Acknowledged acknowledged, long agent, String token) {
    this.client = client;
    this.size = size;
    this.acknowledged = acknowledged;
    this.agent = agent;
    this.token = token;
  }

  /**
   * Gives an agent a password and logs it in.
   *
   * @param admin for that alone
   * @param client for all else
   */
  static Member register(
      PlatformClient admin,
      PlatformClient client,
      DataSize size,
      Acknowledged acknowledged,
      long agent)
      throws CallFailed {
    admin.insist("POST", "/api/users", "", credentials(agent));
    return new Member(
        client,
        size,
        acknowledged,
        agent,
        token(admin.insist("POST", "/api/login", "", credentials(agent)), agent));
  }

  /** The same user with another ledger. */
  Member with(Acknowledged other) {
    return new Member(client, size, other, agent, token);
  }

  /** The same user by another way. */
  Member through(PlatformClient other) {
    return new Member(other, size, acknowledged, agent, token);
  }

  private static String credentials(long agent) {
    String name = Generated.agentName(agent);
    return PlatformClient.json("name", name, "password", "secret of " + name);
  }

  long agent() {
    return agent;
  }

  private static String token(JsonNode session, long agent) {
    Check.equal("login.agent", agent, session.path("agent").asLong());
    return session.path("token").asText();
  }

  /** Logs in once more; the session before stays good. */
  void login() throws CallFailed {
    token(client.send("POST", "/api/login", "", credentials(agent)), agent);
  }

  void health() throws CallFailed {
    JsonNode answer = client.send("GET", "/health", "", "");
    Check.equal("health.status", "ok", answer.path("status").asText());
  }

  /** Asks for something that makes no sense, and has to be told so. */
  void mistake() throws CallFailed {
    try {
      client.send("POST", "/api/graph/traverse", token, "{\"start\":\"nowhere\"}");
      Check.that("mistake.refused", false, "a request without sense was served");
    } catch (CallFailed e) {
      if (e.kind() != Failure.REJECTED) {
        throw e;
      }
    }
  }

  void stats() throws CallFailed {
    JsonNode answer = client.send("GET", "/api/graph/stats", token, "");
    Check.equal("stats.nodes", size.nodes(), answer.path("nodes").asLong());
    Check.equal(
        "stats.edges",
        (long) size.nodes() * DataSize.EDGES_PER_NODE,
        answer.path("edges").asLong());
  }

  /** Finds the nodes of a random topic. */
  void search(SplittableRandom random) throws CallFailed {
    int topic = random.nextInt(Generated.TOPICS);
    JsonNode answer =
        client.send("GET", "/api/graph/nodes/search?q=" + Generated.topicWord(topic), token, "");
    Generated.Matches expected = Generated.congruent(topic, Generated.TOPICS, size.nodes());
    // More than the platform returns at once exist only in data sets larger than the default.
    if (expected.count() <= 200) {
      Check.equal("search.count", expected.count(), answer.path("nodes").size());
      Check.equal("search.idSum", expected.idSum(), idSum(answer));
    }
  }

  /** Walks three edges deep from one of some known nodes. */
  void traverse(SplittableRandom random) throws CallFailed {
    long start = 1 + random.nextInt(STARTS) * (size.nodes() / STARTS);
    GraphAnswers.Reach expected =
        REACHES.computeIfAbsent(
            start * 1_000_003L + size.agents(), key -> GraphAnswers.reach(start, 3, size));
    JsonNode answer =
        client.send(
            "POST", "/api/graph/traverse", token, PlatformClient.json("start", start, "depth", 3));
    Check.equal("traverse.nodes", expected.nodes(), answer.path("nodes").size());
    Check.equal("traverse.idSum", expected.idSum(), idSum(answer));
  }

  private static long idSum(JsonNode answer) {
    long sum = 0;
    for (JsonNode node : answer.path("nodes")) {
      sum += node.path("id").asLong();
    }
    return sum;
  }

  /**
   * Starts a conversation, asking again as often as a limit refuses it.
   *
   * @param patienceMillis how long to ask
   * @return its identifier
   */
  long startConversation(long patienceMillis) throws CallFailed {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (true) {
      try {
        long id = client.send("POST", "/api/conversations", token, "{}").path("id").asLong();
        acknowledged.conversations().started(id);
        return id;
      } catch (CallFailed e) {
        if (e.kind() != Failure.LIMIT || System.nanoTime() > deadline) {
          if (e.kind() != Failure.LIMIT && e.kind() != Failure.REJECTED) {
            acknowledged.conversations().startFailed(agent);
          }
          throw e;
        }
        acknowledged.refusedStart();
        Work.pause(TimeUnit.MILLISECONDS.toNanos(Math.max(1, e.retryAfterMillis())));
      }
    }
  }

  /** Says something in a conversation; complex work walks the graph before it answers. */
  void say(long conversation, String text, boolean complex) throws CallFailed {
    JsonNode answer =
        client.send(
            "POST",
            "/api/conversations/" + conversation + "/messages",
            token,
            PlatformClient.json("text", text, "work", complex ? "complex" : "quick"));
    Check.that("message.stored", answer.path("id").asLong() > 0, "a message has no identifier");
    Check.that(
        "message.work", complex == answer.path("found").asInt() > 0, "the work was not done");
    acknowledged.message(answer.path("id").asLong());
  }

  /** What is done in a conversation. */
  @FunctionalInterface
  interface Talk {
    void hold(long conversation) throws CallFailed;
  }

  /**
   * Starts a conversation, holds it, and stops it; also when it failed half-way, for until then it
   * counts against the limits.
   *
   * @return when it had been started, as {@link System#nanoTime} has it
   */
  long converse(Talk talk) throws CallFailed {
    long conversation = startConversation(0);
    long started = System.nanoTime();
    try {
      talk.hold(conversation);
    } catch (CallFailed e) {
      try {
        stopConversation(conversation);
      } catch (CallFailed again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    stopConversation(conversation);
    return started;
  }

  /**
   * Stops a conversation. Until that is done it counts against the limits: a stop that fails is
   * tried again for two seconds, and has failed all the same.
   */
  void stopConversation(long conversation) throws CallFailed {
    try {
      stop(conversation);
    } catch (CallFailed e) {
      acknowledged.conversations().stopFailed(conversation);
      if (e.kind() != Failure.REJECTED) {
        stopAgain(conversation, e.retryAfterMillis());
      }
      throw e;
    }
  }

  private void stopAgain(long conversation, long retryAfterMillis) {
    long pause = Math.min(Math.max(1, retryAfterMillis), MOST_STOP_PAUSE_MILLIS);
    long deadline = System.nanoTime() + STOP_NANOS;
    while (System.nanoTime() < deadline) {
      Work.pause(TimeUnit.MILLISECONDS.toNanos(pause));
      try {
        stop(conversation);
        return;
      } catch (CallFailed e) {
        // The next time, perhaps.
      }
    }
  }

  private void stop(long conversation) throws CallFailed {
    client.send("DELETE", "/api/conversations/" + conversation, token, "");
    acknowledged.conversations().stopped(conversation);
  }

  /** Replaces the own state by one that carries its number. */
  void saveState(int bytes) throws CallFailed {
    long number = acknowledged.nextState(agent);
    String state = Generated.state(agent, number, bytes);
    JsonNode answer = client.send("PUT", "/api/agents/" + agent + "/state", token, state);
    acknowledged.state(agent, number, answer.path("version").asLong());
  }

  void loadState() throws CallFailed {
    long least = acknowledged.lastState(agent);
    JsonNode state = client.send("GET", "/api/agents/" + agent + "/state", token, "");
    Check.equal("state.agent", agent, state.path("agent").asLong());
    Check.that(
        "state.fresh",
        state.path("version").asLong() >= least,
        "a state that was acknowledged is gone");
  }

  void checkpoint() throws CallFailed {
    JsonNode answer = client.send("POST", "/api/agents/" + agent + "/checkpoints", token, "{}");
    acknowledged.checkpoint(
        agent, answer.path("version").asLong(), answer.path("takenAtMicros").asLong());
  }
}

package tollgate.benchmarks.backend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tollgate.benchmarks.backend.hub.HubServer;

/**
 * Lets the hub's JVM compile what it does before anything is measured.
 *
 * <p>The hub serves all forks of an invocation. Cold, it served the first fork half as fast as the
 * tenth, and what each fork measured depended on its turn.
 */
final class HubWarmUp {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int PAIRS = 8;
  private static final int AGENTS = 4;
  private static final int PUBLISHED = 4;
  private static final String ROOM = "warm-up";
  private static final String SMALL = "x".repeat(128);
  private static final String LARGE = "x".repeat(1000);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final HubAddress hub;
  private final long deadline;

  private HubWarmUp(HubAddress hub, Duration time) {
    this.hub = hub;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /**
   * Talks to every endpoint of {@link HubServer} that benchmarks use, and leaves no connection and
   * no room.
   *
   * @throws BackendException when the hub does not answer
   */
  static void run(HubAddress hub, Duration time) {
    try {
      new HubWarmUp(hub, time).talk();
    } catch (CompletionException | IOException e) {
      throw new BackendException("the hub does not answer: " + Lines.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("the hub does not answer: interrupted", e);
    }
  }

  private void talk() throws IOException, InterruptedException {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      visits.add(visit("/ws/echo", new Rally(i % 2 == 0 ? SMALL : LARGE)));
      visits.add(visit("/ws/broadcast/" + ROOM, new Guest()));
    }
    for (int i = 0; i < AGENTS; i++) {
      visits.add(visit("/ws/queue/" + ROOM, new Agent(i % 2 == 0)));
    }
    Visit member = visits.get(1);
    Visit publisher = visit("/ws/publish/" + ROOM, new Guest());
    visits.add(publisher);
    while (System.nanoTime() < deadline) {
      speak(member, publisher);
      comeAndGo();
      TimeUnit.MILLISECONDS.sleep(1);
    }
    visits.forEach(Visit::leave);
    visits.forEach(Visit::awaitEnd);
    awaitNone("/stats", "connections");
    awaitNone("/rooms/" + ROOM, "members");
    awaitNone("/queues/" + ROOM, "members");
  }

  /**
   * One member speaks, and one who is none publishes. Members that answered each message they get
   * would multiply them without end.
   */
  private static void speak(Visit member, Visit publisher) {
    member.say(SMALL);
    for (int i = 0; i < PUBLISHED; i++) {
      publisher.say(SMALL);
    }
  }

  /** One connection that takes its leave, and one that the hub drops. */
  private void comeAndGo() {
    Visit passing = visit("/ws/echo", new Guest());
    passing.say(SMALL);
    passing.leave();
    Visit dropped = visit("/ws/flaky", new Guest());
    // With an answer still under way its end was not seen within ten seconds.
    dropped.say("drop");
    dropped.awaitEnd();
    passing.awaitEnd();
  }

  private Visit visit(String path, Guest guest) {
    WebSocket session =
        http.newWebSocketBuilder()
            .connectTimeout(PATIENCE)
            .buildAsync(hub.webSocket(path), guest)
            .join();
    return new Visit(session, guest);
  }

  /** The hub notices some time after the client that a connection has ended. */
  private void awaitNone(String path, String field) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (number(path, field) != 0) {
      if (System.nanoTime() > end) {
        throw new BackendException("the hub still counts " + field + " after its warm-up");
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private int number(String path, String field) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(hub.http(path)).timeout(PATIENCE).build();
    String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JSON.readTree(answer).required(field).intValue();
  }

  /** A connection and who listens to it. */
  private record Visit(WebSocket session, Guest guest) {
    /** For those whose listener says nothing. */
    void say(String text) {
      session.sendText(text, true).join();
    }

    void leave() {
      session.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** However it ended. */
    void awaitEnd() {
      guest.ended.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  /** Takes in all that comes. */
  private static class Guest implements WebSocket.Listener {
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private CompletableFuture<?> said = CompletableFuture.completedFuture("");

    /**
     * Says it after all that was said before: an answer may come while the client still has the
     * question under way, and a session takes one message at a time.
     */
    final void say(WebSocket session, String text) {
      said = said.thenCompose(before -> session.sendText(text, true));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket session, CharSequence data, boolean last) {
      session.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket session, int code, String reason) {
      ended.complete(true);
      return null;
    }

    @Override
    public void onError(WebSocket session, Throwable error) {
      ended.complete(true);
    }
  }

  /** Sends a message again when it has come back, until time is up. */
  private final class Rally extends Guest {
    private final String message;

    Rally(String message) {
      this.message = message;
    }

    @Override
    public void onOpen(WebSocket session) {
      say(session, message);
      super.onOpen(session);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket session, CharSequence data, boolean last) {
      if (last && System.nanoTime() < deadline) {
        say(session, message);
      }
      return super.onText(session, data, last);
    }
  }

  /**
   * Puts a task and claims one, over and over until time is up. Everybody puts as many as they
   * claim, so nobody waits in vain; those that claim first find the room empty now and then.
   */
  private final class Agent extends Guest {
    private final boolean claimsFirst;
    private final StringBuilder task = new StringBuilder();

    Agent(boolean claimsFirst) {
      this.claimsFirst = claimsFirst;
    }

    @Override
    public void onOpen(WebSocket session) {
      order(session);
      super.onOpen(session);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket session, CharSequence data, boolean last) {
      task.append(data);
      if (last) {
        say(session, "done " + task);
        task.setLength(0);
        if (System.nanoTime() < deadline) {
          order(session);
        }
      }
      return super.onText(session, data, last);
    }

    private void order(WebSocket session) {
      if (claimsFirst) {
        say(session, "claim");
      }
      say(session, "put " + SMALL);
      if (!claimsFirst) {
        say(session, "claim");
      }
    }
  }
}

package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.backend.PlatformAddress;
import tollgate.benchmarks.domain.DataSize;

/** Against a platform that has too much to do for a while. */
class MemberTest {
  private static final String BUSY = "{\"error\":\"too much\",\"retryAfterMillis\":5}";

  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger stops = new AtomicInteger();
  private final Acknowledged acknowledged = new Acknowledged(Map.of());
  private HttpServer server;
  private Member member;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/api/users", exchange -> answer(exchange, 200, "{\"agent\":1}"));
    server.createContext(
        "/api/login", exchange -> answer(exchange, 200, "{\"agent\":1,\"token\":\"t\"}"));
    server.createContext("/api/conversations", this::conversation);
    server.start();
    PlatformClient client =
        new PlatformClient(
            PlatformAddress.local(server.getAddress().getPort()), Duration.ofSeconds(10));
    member = Member.register(client, client, DataSize.DEFAULT, acknowledged, 1);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void conversation(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("DELETE")) {
      stops.incrementAndGet();
    }
    if (refusals.getAndDecrement() > 0) {
      answer(exchange, 503, BUSY);
    } else {
      answer(exchange, 200, "{\"id\":4711}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void stopConversation_refusedAtFirst_isStoppedAndHasFailed() throws Exception {
    long conversation = member.startConversation(0);
    refusals.set(3);

    CallFailed failed =
        catchThrowableOfType(CallFailed.class, () -> member.stopConversation(conversation));

    assertThat(failed.kind()).isEqualTo(Failure.OVERLOADED);
    assertThat(stops).hasValue(4);
  }

  @Test
  void stopConversation_granted_isAskedOnce() throws Exception {
    member.stopConversation(member.startConversation(0));

    assertThat(stops).hasValue(1);
    assertThat(acknowledged.conversations().isUnsure()).isFalse();
  }

  @Test
  void startConversation_refused_mayHaveBeenGranted() {
    refusals.set(1);

    CallFailed failed = catchThrowableOfType(CallFailed.class, () -> member.startConversation(0));

    assertThat(failed.kind()).isEqualTo(Failure.OVERLOADED);
    assertThat(acknowledged.conversations().mayBeActive(1, 12)).isTrue();
    assertThat(acknowledged.conversations().mayBeActive(2, 12)).isFalse();
  }
}

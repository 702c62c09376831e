package tollgate.benchmarks.backend.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * Turns exchanges into calls and their results into answers. What is more than the platform can
 * take on is refused at once with 503, so that nobody waits without end.
 */
final class Api {
  private static final int MOST_IN_FLIGHT = 512;
  private static final String DISK_FULL = "53100";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService workers;
  private final Accounts accounts;
  private final Semaphore admission = new Semaphore(MOST_IN_FLIGHT);
  private final LongAdder refused = new LongAdder();

  Api(ExecutorService workers, Accounts accounts) {
    this.workers = workers;
    this.accounts = accounts;
  }

  /** What one endpoint does; a text is sent as it is, any other result as JSON. */
  @FunctionalInterface
  interface Endpoint {
    Object answer(Call call) throws SQLException;
  }

  /** The request as endpoints see it. */
  final class Call {
    private final HttpServerExchange exchange;
    private final String body;

    private Call(HttpServerExchange exchange, String body) {
      this.exchange = exchange;
      this.body = body;
    }

    /** The agent that is logged in. */
    long agent() throws SQLException {
      String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
      if (header == null || !header.startsWith("Bearer ")) {
        throw Refusal.unauthorized();
      }
      return accounts.agent(header.substring("Bearer ".length()));
    }

    String body() {
      return body;
    }

    JsonNode json() {
      try {
        return Objects.requireNonNull(JSON.readTree(body));
      } catch (JsonProcessingException e) {
        throw Refusal.badRequest("the body is not JSON");
      }
    }

    String text(String field) {
      JsonNode value = json().path(field);
      if (!value.isTextual() || value.textValue().isEmpty()) {
        throw Refusal.badRequest(field + " must be text");
      }
      return value.textValue();
    }

    long number(String field) {
      JsonNode value = json().path(field);
      if (!value.isIntegralNumber()) {
        throw Refusal.badRequest(field + " must be a whole number");
      }
      return value.longValue();
    }

    String query(String name) {
      Deque<String> values = exchange.getQueryParameters().get(name);
      if (values == null) {
        throw Refusal.badRequest(name + " is missing");
      }
      return values.getFirst();
    }

    long id() {
      Map<String, String> parameters =
          exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters();
      try {
        return Long.parseLong(Objects.requireNonNull(parameters.get("id")));
      } catch (NumberFormatException e) {
        throw Refusal.badRequest("an identifier is a whole number");
      }
    }
  }

  /** An endpoint for people who are logged in. */
  HttpHandler forMembers(Endpoint endpoint) {
    return forAll(
        call -> {
          call.agent();
          return endpoint.answer(call);
        });
  }

  /** An endpoint for everyone. */
  HttpHandler forAll(Endpoint endpoint) {
    return exchange -> {
      if (!admission.tryAcquire()) {
        send(exchange, Refusal.overloaded("too many requests at once"));
        return;
      }
      exchange.addExchangeCompleteListener(
          (done, next) -> {
            admission.release();
            next.proceed();
          });
      exchange
          .getRequestReceiver()
          .receiveFullString(
              (received, body) -> received.dispatch(workers, () -> serve(received, body, endpoint)),
              StandardCharsets.UTF_8);
    };
  }

  private void serve(HttpServerExchange exchange, String body, Endpoint endpoint) {
    try {
      Object result = endpoint.answer(new Call(exchange, body));
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
      exchange
          .getResponseSender()
          .send(result instanceof String text ? text : JSON.writeValueAsString(result));
    } catch (Refusal e) {
      send(exchange, e);
    } catch (SQLException e) {
      send(exchange, Refusal.overloaded(reason(e)));
    } catch (IOException | RuntimeException e) {
      System.err.println("platform: " + exchange.getRequestPath() + ": " + e);
      exchange.setStatusCode(500).endExchange();
    }
  }

  /** Each may be over soon, so each is told as a time to wait. */
  private static String reason(SQLException failure) {
    return DISK_FULL.equals(failure.getSQLState())
        ? "the disk of the database is full"
        : "the database does not answer: " + failure.getSQLState();
  }

  private void send(HttpServerExchange exchange, Refusal refusal) {
    if (refusal.status() == 503) {
      refused.increment();
    }
    exchange.setStatusCode(refusal.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    if (refusal.retryAfterMillis() > 0) {
      int seconds = (refusal.retryAfterMillis() + 999) / 1_000;
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, seconds);
    }
    exchange
        .getResponseSender()
        .send(
            JSON.createObjectNode()
                .put("error", refusal.getMessage())
                .put("retryAfterMillis", refusal.retryAfterMillis())
                .toString());
  }

  int inFlight() {
    return MOST_IN_FLIGHT - admission.availablePermits();
  }

  long refused() {
    return refused.sum();
  }
}

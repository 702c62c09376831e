package tollgate.benchmarks.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import tollgate.benchmarks.backend.PlatformAddress;
import tollgate.benchmarks.measure.Work;

/** HTTP requests to a platform; every failure has its kind. */
final class PlatformClient {
  /** One for the JVM: each would have a thread, and connections that idle after a trial. */
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private static final long INSIST_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PlatformAddress platform;
  private final Duration patience;

  /**
   * A client.
   *
   * @param patience how long it waits for a whole answer
   */
  PlatformClient(PlatformAddress platform, Duration patience) {
    this.platform = platform;
    this.patience = patience;
  }

  /**
   * As {@link #send}, for what is not measured: a platform that says it is overloaded is asked
   * again for half a minute, since a database that flushes its log for seconds is no answer to a
   * scenario's preparations. What got no answer is not sent again, for it may yet be done.
   */
  JsonNode insist(String method, String path, String token, String body) throws CallFailed {
    long deadline = System.nanoTime() + INSIST_NANOS;
    while (true) {
      try {
        return send(method, path, token, body);
      } catch (CallFailed e) {
        if (e.kind() != Failure.OVERLOADED || System.nanoTime() > deadline) {
          throw e;
        }
        Work.pause(PAUSE_NANOS);
      }
    }
  }

  /**
   * Sends a request and waits.
   *
   * @param token of whoever is logged in; empty for nobody
   * @param body sent as JSON; empty for none
   * @return the answer's JSON, which came with 200
   * @throws CallFailed when there was no such answer
   */
  JsonNode send(String method, String path, String token, String body) throws CallFailed {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(platform.http(path))
            .timeout(patience)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), headers -> new TimedBody(deadline - System.nanoTime()));
      JsonNode json = JSON.readTree(answer.body());
      if (answer.statusCode() == 200) {
        return json;
      }
      throw new CallFailed(
          Failure.ofStatus(answer.statusCode()),
          json.path("retryAfterMillis").asInt(),
          method + " " + path + ": " + answer.statusCode() + " " + json.path("error").asText());
    } catch (JsonProcessingException e) {
      throw new CallFailed(Failure.BROKEN, 0, method + " " + path + ": the answer is not JSON");
    } catch (HttpTimeoutException e) {
      throw new CallFailed(Failure.TIMEOUT, 0, method + " " + path + ": no answer in " + patience);
    } catch (InterruptedIOException e) {
      throw new CallFailed(Failure.TIMEOUT, 0, method + " " + path + ": " + e);
    } catch (IOException e) {
      throw new CallFailed(Failure.CONNECTION, 0, method + " " + path + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailed(Failure.TIMEOUT, 0, method + " " + path + ": interrupted");
    }
  }

  static String json(Object... namesAndValues) {
    var node = JSON.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      node.putPOJO((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return node.toString();
  }
}

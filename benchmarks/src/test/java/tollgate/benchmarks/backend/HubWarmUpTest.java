package tollgate.benchmarks.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.benchmarks.backend.hub.HubServer;

/** What warms the hub up uses it in earnest, and leaves nothing in it. */
class HubWarmUpTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 500})
  void run_forAMoment_leavesNoConnectionAndNoRoom(long millis) throws Exception {
    try (HubServer server = HubServer.start()) {
      HubAddress hub = new HubAddress(server.port());

      HubWarmUp.run(hub, Duration.ofMillis(millis));

      assertThat(number(hub, "/stats", "connections")).isZero();
      assertThat(number(hub, "/rooms/warm-up", "members")).isZero();
      assertThat(number(hub, "/queues/warm-up", "members")).isZero();
      assertThat(number(hub, "/stats", "messagesReceived")).isGreaterThan(millis / 10);
    }
  }

  @Test
  void run_hubThatIsGone_saysSo() {
    assertThatThrownBy(() -> HubWarmUp.run(new HubAddress(1), Duration.ofMillis(100)))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("the hub does not answer: ");
  }

  private static long number(HubAddress hub, String path, String field) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(hub.http(path)).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body()).required(field).longValue();
  }
}

package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.benchmarks.backend.PlatformAddress;

/** Against a server that says what it is told to, and then nothing more. */
class PlatformClientTest {
  private static final String HEADERS = "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n";

  private static ServerSocket server(String answer) throws IOException {
    ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> answer(server, answer));
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static void answer(ServerSocket server, String answer) {
    try (Socket client = server.accept()) {
      client.getInputStream().read();
      client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      // Until the client has had enough.
      while (client.getInputStream().read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static PlatformClient client(ServerSocket server, Duration patience) {
    return new PlatformClient(PlatformAddress.local(server.getLocalPort()), patience);
  }

  @Test
  void send_wholeAnswer_isRead() throws Exception {
    try (ServerSocket server = server(HEADERS + "{\"status\":\"ok\"}")) {
      assertThat(
              client(server, Duration.ofSeconds(10))
                  .send("GET", "/health", "", "")
                  .path("status")
                  .asText())
          .isEqualTo("ok");
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void send_bodyThatStopsHalfWay_isGivenUpInTime() throws Exception {
    try (ServerSocket server = server(HEADERS + "{\"stat")) {
      PlatformClient client = client(server, Duration.ofMillis(300));

      CallFailed failed =
          catchThrowableOfType(CallFailed.class, () -> client.send("GET", "/health", "", ""));

      assertThat(failed.kind()).isEqualTo(Failure.TIMEOUT);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void send_noAnswer_isGivenUpInTime() throws Exception {
    try (ServerSocket server = server("")) {
      PlatformClient client = client(server, Duration.ofMillis(300));

      CallFailed failed =
          catchThrowableOfType(CallFailed.class, () -> client.send("GET", "/health", "", ""));

      assertThat(failed.kind()).isEqualTo(Failure.TIMEOUT);
    }
  }
}

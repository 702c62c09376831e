package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.backend.PlatformAddress;
import tollgate.benchmarks.measure.Work;

/** A search for the breaking point of a server that serves just so many requests per second. */
@Tag("alone")
class BreakingPointIT {
  private static final double RATE = 150;
  private static final int USERS = 60;

  @Test
  void search_throttledServer_findsItsRate() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Throttle throttle = new Throttle(RATE);
    byte[] answer = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    server.createContext(
        "/health",
        exchange -> {
          Work.pause(throttle.nextTurnNanos() - System.nanoTime());
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
    try {
      PlatformClient client =
          new PlatformClient(
              PlatformAddress.local(server.getAddress().getPort()), Duration.ofSeconds(20));
      StressSearch search =
          new StressSearch(new StressSearch.Plan(USERS, 100, 2_000, 1.06, 1.2, 500));

      long start = System.nanoTime();
      RateSearch.Knee knee =
          Crowd.act(
                  USERS,
                  index ->
                      () ->
                          java.util.Optional.ofNullable(
                              search.participate(
                                  index, (user, arrival) -> client.send("GET", "/health", "", ""))))
              .stream()
              .flatMap(java.util.Optional::stream)
              .findFirst()
              .orElseThrow();

      assertThat(knee.rate() / RATE).as("%s", knee).isCloseTo(1, within(0.1));
      // Some twenty passes of little more than a second: what is left is room for a busy machine.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(2));
      assertThat(Objects.requireNonNull(search.best()).samples()).isNotEmpty();
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  /** Turns at even distances; one that nobody takes is lost. */
  private static final class Throttle {
    private final long everyNanos;
    private long next;

    Throttle(double perSecond) {
      everyNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    synchronized long nextTurnNanos() {
      next = Math.max(next + everyNanos, System.nanoTime());
      return next;
    }
  }
}

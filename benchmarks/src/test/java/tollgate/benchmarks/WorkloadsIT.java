package tollgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.results.RunResult;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import tollgate.benchmarks.backend.Backends;
import tollgate.benchmarks.backend.PostgresAddress;

/**
 * Each benchmark runs against real servers, in this JVM, one short iteration at a time. The figures
 * mean nothing here; that it ends, checks and leaves nothing behind does.
 */
class WorkloadsIT {
  /** Started first: the connections it keeps open would look like a benchmark's leftovers. */
  @BeforeAll
  static void startPlatform() {
    Backends.platform();
    Backends.redis();
  }

  static Stream<Arguments> classesAndThreads() {
    return Suite.classNames().stream()
        .flatMap(name -> Stream.of(1, 7, 50).map(threads -> Arguments.of(name, threads)));
  }

  @ParameterizedTest
  @MethodSource("classesAndThreads")
  void benchmark_atAnyThreads_endsWithResultsAndLeavesNothing(String className, int threads)
      throws Exception {
    // The backends keep connections of their own, to watch the server.
    int databaseBefore = databaseConnections();
    int hubBefore = hubConnections();
    int redisBefore = redisConnections();
    // All default parameters and runtimes once, the first of each elsewhere.
    Collection<RunResult> results = ShortRuns.run(className, threads, threads == 7);
    assertThat(results).isNotEmpty();
    for (RunResult result : results) {
      assertThat(result.getPrimaryResult().getScore()).isPositive();
      if (Suite.source(className).contains("Metrics.latency(\"latency\")")) {
        assertThat(result.getSecondaryResults()).containsKeys("latency.p50", "latency.p99.9");
      }
      if (className.endsWith(".ConnectionMemory")) {
        assertThat(result.getSecondaryResults())
            .containsKeys("memory.perConnection", "native.peak", "rss.peak", "threads.client")
            .hasEntrySatisfying("open.rate", rate -> assertThat(rate.getScore()).isPositive())
            .hasEntrySatisfying("connections.left", left -> assertThat(left.getScore()).isZero());
      }
      if (className.contains(".scenario.")) {
        assertThat(result.getSecondaryResults())
            .containsKeys("response.p99", "queue.p95", "success.percent", "throughput")
            .hasEntrySatisfying("response.p95", p95 -> assertThat(p95.getScore()).isPositive());
      }
    }
    awaitNoMore("database connections", databaseBefore, WorkloadsIT::databaseConnections);
    awaitNoMore("hub connections", hubBefore, WorkloadsIT::hubConnections);
    awaitNoMore("Redis connections", redisBefore, WorkloadsIT::redisConnections);
  }

  private interface Count {
    int now() throws Exception;
  }

  /** What is closed takes a moment to be gone at the server. */
  private static void awaitNoMore(String what, int before, Count count) throws Exception {
    int found = count.now();
    for (int looks = 0; found > before && looks < 500; looks++) {
      Thread.sleep(10);
      found = count.now();
    }
    assertThat(found).as(what).isLessThanOrEqualTo(before);
  }

  private static int databaseConnections() throws Exception {
    PostgresAddress address = Backends.postgres();
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity"
                    + " where backend_type = 'client backend' and datname = current_database()"
                    + " and pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Its own, which asks, is among them each time. */
  private static int redisConnections() {
    try (redis.clients.jedis.Connection connection = Backends.redis().connect()) {
      return (int)
          connection
              .executeCommand(new CommandObjects(RedisProtocol.RESP2).info("clients"))
              .lines()
              .filter(line -> line.startsWith("connected_clients:"))
              .mapToLong(line -> Long.parseLong(line.split(":")[1].strip()))
              .sum();
    }
  }

  private static int hubConnections() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(Backends.hub().http("/stats")).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body()).required("connections").intValue();
  }
}

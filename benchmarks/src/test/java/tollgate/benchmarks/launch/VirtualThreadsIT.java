package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks with workers on virtual threads: JMH's own way to have them. */
class VirtualThreadsIT {
  private static final String VIRTUAL = "-Djmh.executor=VIRTUAL";

  @TempDir private Path directory;

  @Test
  void run_whereThereAreNone_isOneLine() throws Exception {
    assumeTrue(Runtime.version().feature() < 21);
    try (LaunchedRun run =
        LaunchedRun.in(directory).start("PlainProbe.works", "-jvmArgsAppend", VIRTUAL)) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr().lines())
          .containsExactly(
              "ERROR: virtual threads (-Djmh.executor=VIRTUAL) need JDK 21 or newer, and this is"
                  + " JDK "
                  + Runtime.version().feature());
      assertThat(run.stdout()).doesNotContain("# Fork");
    }
    try (LaunchedRun run =
        LaunchedRun.in(directory).jvmArgument(VIRTUAL).start("PlainProbe.works")) {
      assertThat(run.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void run_ofEachFamily_measuresAndSaysThatThereIsNoLedger() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "(pool\\.PoolCycle|pool\\.PoolContention|query\\.PointRead|websocket\\.Echo"
                    + "|coordination\\.Handoff|coordination\\.Queue)\\."));
    arguments.addAll(
        List.of(
            ("-f 1 -wi 1 -w 200ms -i 1 -r 300ms -t 20 -si false -p driver=STUB -p holdMicros=1000"
                    + " -p bytes=128 -p computeMicros=0 -rf json -rff out.json"
                    + " -prof tollgate.probe.ledger.LedgerProfiler -foe true -jvmArgsAppend "
                    + VIRTUAL)
                .split(" ")));
    try (LaunchedRun run = LaunchedRun.in(directory).start(arguments.toArray(new String[0]))) {
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
      assertThat(run.stderr())
          .contains("no time ledger: ", "virtual threads", "waits are not recorded");
    }
    JsonNode results = new ObjectMapper().readTree(directory.resolve("out.json").toFile());
    assertThat(results.size()).isGreaterThanOrEqualTo(7);
    for (JsonNode result : results) {
      assertThat(result.at("/primaryMetric/score").doubleValue()).isPositive();
      assertThat(result.path("secondaryMetrics").has("ledger.failed.otherExecutor")).isTrue();
      // By this, results of one kind of thread are told from those of another.
      assertThat(texts(result.path("jvmArgs"))).contains(VIRTUAL);
    }
  }

  @Test
  void run_thatComputes_isOneLineThatSaysHowNotTo() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21);
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .start(
                "coordination\\.(Contention|Handoff)\\.",
                "-p",
                "thinkMicros=0",
                "-jvmArgsAppend",
                VIRTUAL)) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr().lines())
          .containsExactly(
              "ERROR: virtual threads have no clock of their processor time to compute by: add"
                  + " -p computeMicros=0 -p leaseMicros=0");
    }
  }

  @Test
  void run_ofMoreThanProcessors_isOneLineThatSaysHow() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21);
    int threads = Runtime.getRuntime().availableProcessors() + 10;
    String[] arguments =
        ("pool\\.PoolCycle\\. -f 1 -wi 1 -w 100ms -i 1 -r 100ms -foe true -p driver=STUB -t "
                + threads
                + " -jvmArgsAppend "
                + VIRTUAL)
            .split(" ");
    try (LaunchedRun run = LaunchedRun.in(directory).start(arguments)) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr().lines())
          .singleElement()
          .asString()
          .startsWith("ERROR: " + threads + " virtual threads on ")
          .endsWith("add -si false");
    }
    List<String> atOwnPace = new ArrayList<>(List.of(arguments));
    atOwnPace.addAll(List.of("-si", "false"));
    try (LaunchedRun run = LaunchedRun.in(directory).start(atOwnPace.toArray(new String[0]))) {
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
    }
  }

  private static Stream<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts.stream();
  }
}

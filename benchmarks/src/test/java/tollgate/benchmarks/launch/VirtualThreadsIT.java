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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "(pool\\.PoolContention|query\\.PointRead|websocket\\.Echo"
                    + "|coordination\\.Handoff|coordination\\.Queue)\\."));
    arguments.addAll(
        List.of(
            ("-f 1 -wi 1 -w 200ms -i 1 -r 300ms -t 20 -p holdMicros=1000"
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
    assertThat(results.size()).isGreaterThanOrEqualTo(6);
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

  @ParameterizedTest
  @ValueSource(strings = {"PoolCycle", "PoolLeak"})
  void run_thatNeverWaits_isOneLineThatSaysHow(String benchmark) throws Exception {
    assumeTrue(Runtime.version().feature() >= 21);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                ("pool\\."
                        + benchmark
                        + "\\. -f 1 -wi 1 -w 100ms -i 1 -r 100ms -t 64 -foe true"
                        + " -p driver=STUB -p thresholdMillis=0 -jvmArgsAppend "
                        + VIRTUAL)
                    .split(" ")));
    assumeTrue(Runtime.getRuntime().availableProcessors() < 64);
    try (LaunchedRun run = LaunchedRun.in(directory).start(arguments.toArray(new String[0]))) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.stderr().lines())
          .singleElement()
          .asString()
          .startsWith("ERROR: " + benchmark + " never waits")
          .contains("add -si false");
    }
    arguments.addAll(List.of("-si", "false"));
    try (LaunchedRun run = LaunchedRun.in(directory).start(arguments.toArray(new String[0]))) {
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
    }
  }

  private static Stream<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts.stream();
  }
}

package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe's memory profiler by the jar's own command line. */
class MemoryProfilerIT {
  @TempDir private Path directory;

  @Test
  void run_withTheMemoryProfiler_tellsHeapAndResidentMemory() throws Exception {
    try (LaunchedRun run =
        LaunchedRun.in(directory)
            .start(
                ("PlainProbe.works -f 1 -t 4 -rf json -rff out.json"
                        + " -prof tollgate.probe.memory.MemoryProfiler")
                    .split(" "))) {
      assertThat(run.exitCode()).as(run.stdout() + run.stderr()).isZero();
    }
    JsonNode metrics =
        new ObjectMapper()
            .readTree(directory.resolve("out.json").toFile())
            .at("/0/secondaryMetrics");
    for (String name : new String[] {"before", "after", "peak"}) {
      assertThat(metrics.path("memory.heap." + name).path("score").doubleValue()).isPositive();
      assertThat(metrics.path("memory.rss." + name).path("score").doubleValue()).isPositive();
    }
    assertThat(metrics.has("memory.heap.growth")).isTrue();
    assertThat(metrics.has("memory.limited.tornDown")).isFalse();
  }
}

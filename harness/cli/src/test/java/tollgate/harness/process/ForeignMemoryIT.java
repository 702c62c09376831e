package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory profiler in a JMH jar that knows nothing of Tollgate. */
class ForeignMemoryIT {
  @TempDir private Path folder;

  @Test
  void run_withTheMemoryProfiler_tellsWhatIsKept() throws Exception {
    Path jar = SampleJar.build(folder.resolve("sample.jar"));
    Tollgate.Ended run =
        new Tollgate(folder)
            .run(
                ("run --jar " + jar + " --out memory -- browse -f 1 -wi 0 -i 1 -r 50ms")
                    .concat(" -prof tollgate.probe.memory.MemoryProfiler")
                    .split(" "));

    assertThat(run.code()).as(run.err()).isZero();
    JsonNode metrics =
        new ObjectMapper()
            .readTree(folder.resolve("memory/result.json").toFile())
            .at("/0/secondaryMetrics");
    assertThat(metrics.at("/memory.heap.after/score").doubleValue()).isPositive();
    assertThat(metrics.at("/memory.heap.after/scoreUnit").textValue()).isEqualTo("B");
    assertThat(metrics.has("memory.limited.tornDown")).isFalse();
  }
}

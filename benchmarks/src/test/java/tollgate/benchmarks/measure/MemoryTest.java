package tollgate.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final double MEGABYTE = 1 << 20;

  /** For what the JVM itself begins to hold meanwhile. */
  private static final double HEAP_SLACK = MEGABYTE;

  private static final double OUTSIDE_SLACK = 8 * MEGABYTE;

  @Test
  void settled_objectsBuffersAndGarbage_countsWhatIsHeldWhereItIs() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self/smaps_rollup")), "Linux alone tells");

    List<Double> growth = growth("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    assertThat(growth.get(0)).isCloseTo(MemoryGrowth.HEAP, within(HEAP_SLACK));
    assertThat(growth.get(1)).isCloseTo(MemoryGrowth.OUTSIDE, within(OUTSIDE_SLACK));
  }

  @Test
  void settled_heapThatGrows_doesNotKnowWhatIsOutside() throws Exception {
    List<Double> growth = growth("-Xms32m", "-Xmx256m");

    assertThat(growth.get(0)).isCloseTo(MemoryGrowth.HEAP, within(HEAP_SLACK));
    assertThat(growth.get(1)).isNaN();
  }

  /** In a JVM of its own: of the heap, and outside of it. */
  private static List<Double> growth(String... jvmArguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmArguments));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), MemoryGrowth.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said.lines().map(Double::valueOf).toList();
  }
}

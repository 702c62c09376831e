package tollgate.probe.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompilerThreadsTest {
  @TempDir private Path tasks;

  private void thread(String id, String name, String schedstat) throws IOException {
    Path thread = Files.createDirectories(tasks.resolve(id));
    Files.writeString(thread.resolve("comm"), name + "\n");
    Files.writeString(thread.resolve("schedstat"), schedstat);
  }

  @Test
  void timeRunAndTimeWaited_ofCompilersAlone() throws IOException {
    thread("10", "java", "900 900 9\n");
    thread("11", "C1 CompilerThre", "100 20 3\n");
    thread("12", "C2 CompilerThre", "3000 400 5\n");
    thread("13", "C2-worker", "900 900 9\n");
    assertThat(new CompilerThreads(tasks).workNanos()).isEqualTo(3520);
  }

  @Test
  void aThreadThatEndsMeanwhile_isLeftOut() throws IOException {
    thread("11", "C1 CompilerThre", "100 20 3\n");
    Files.writeString(
        Files.createDirectories(tasks.resolve("12")).resolve("comm"), "C2 CompilerThre\n");
    Files.createDirectories(tasks.resolve("13"));
    assertThat(new CompilerThreads(tasks).workNanos()).isEqualTo(120);
  }

  @Test
  void withoutTheKernelsStatistics_theJvmTells() {
    assertThat(new CompilerThreads(tasks.resolve("none")).workNanos()).isPositive();
  }

  @Test
  void ofThisJvm_itIsPositive() {
    assertThat(new CompilerThreads().workNanos()).isPositive();
  }
}

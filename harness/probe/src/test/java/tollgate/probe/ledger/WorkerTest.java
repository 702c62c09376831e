package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class WorkerTest {

  @Test
  void read_readerWasInterrupted_canReadAgain() throws IOException {
    Worker worker = Worker.ofCurrentThread().orElseThrow();
    WorkerSnapshot first = new WorkerSnapshot();
    Thread.currentThread().interrupt();
    worker.read(first);
    assertThat(Thread.interrupted()).isTrue();
    WorkerSnapshot second = new WorkerSnapshot();
    worker.read(second);
    assertThat(second.nanos).isGreaterThan(first.nanos);
    assertThat(second.cpuNanos).isGreaterThanOrEqualTo(first.cpuNanos);
    assertThat(second.runQueueNanos).isGreaterThanOrEqualTo(first.runQueueNanos);
    assertThat(second.involuntarySwitches).isGreaterThanOrEqualTo(first.involuntarySwitches);
  }

  @Test
  void read_busyThread_showsItsProcessorTime() throws IOException {
    Worker worker = Worker.ofCurrentThread().orElseThrow();
    WorkerSnapshot before = new WorkerSnapshot();
    worker.read(before);
    long spins = 0;
    WorkerSnapshot after = new WorkerSnapshot();
    do {
      spins++;
      worker.read(after);
    } while (after.cpuNanos - before.cpuNanos < 5_000_000);
    assertThat(spins).isPositive();
    // A thread cannot compute and queue for longer than the time that passed.
    assertThat(after.cpuNanos - before.cpuNanos)
        .isLessThanOrEqualTo(after.nanos - before.nanos + 1_000_000);
  }

  @Test
  void ofCurrentThread_fileAbsent_isNone(@TempDir Path task) throws IOException {
    assertThat(Worker.ofCurrentThread(task)).isEmpty();
    Files.writeString(task.resolve("status"), "nonvoluntary_ctxt_switches:\t3\n");
    assertThat(Worker.ofCurrentThread(task)).isEmpty();
    assertThat(LedgerFork.hasStatistics(List.of())).isFalse();
  }

  @Test
  void hasStatistics_kernelThatKeepsZeros_isFalse(@TempDir Path task) throws IOException {
    computeForAMillisecond();
    Worker zeros = worker(task, "0 0 0\n");
    assertThat(zeros.hasStatistics()).isFalse();
    assertThat(LedgerFork.hasStatistics(List.of(zeros))).isFalse();
    // One among others makes the sums too small all the same.
    assertThat(LedgerFork.hasStatistics(List.of(worker(task, "5000000 0 7\n"), zeros))).isFalse();
  }

  @Test
  void hasStatistics_kernelThatKeepsBooks_isTrue(@TempDir Path task) throws IOException {
    computeForAMillisecond();
    Worker never = worker(task, "5000000 0 7\n");
    Worker real = Worker.ofCurrentThread().orElseThrow();
    assertThat(LedgerFork.hasStatistics(List.of(never, real))).isTrue();
  }

  private static Worker worker(Path task, String schedstat) throws IOException {
    Path folder = Files.createTempDirectory(task, "task");
    Files.writeString(folder.resolve("schedstat"), schedstat);
    Files.writeString(folder.resolve("status"), "nonvoluntary_ctxt_switches:\t3\n");
    return Worker.ofCurrentThread(folder).orElseThrow();
  }

  private static void computeForAMillisecond() {
    long spins = 0;
    while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < 2_000_000) {
      spins++;
    }
    assertThat(spins).isNotNegative();
  }
}

package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
}

package tollgate.probe.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryExecutorTest {
  @Test
  void barrier_beforeItOpens_actsOnce() {
    AtomicInteger acted = new AtomicInteger();
    MemoryExecutor.Barrier barrier = new MemoryExecutor.Barrier(2, acted::incrementAndGet);
    barrier.countDown();
    assertThat(acted).hasValue(0);
    barrier.countDown();
    // JMH counts down once more for each worker that failed.
    barrier.countDown();
    assertThat(acted).hasValue(1);
    assertThat(barrier.getCount()).isZero();
  }

  @Test
  void task_thatIsNotJmhs_isRunAsItIs() throws Exception {
    MemoryExecutor executor = new MemoryExecutor(1, "test");
    try {
      executor.beforeTearDown(() -> {});
      assertThat(executor.submit(() -> 7).get()).isEqualTo(7);
    } finally {
      executor.shutdown();
    }
  }
}

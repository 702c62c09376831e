package tollgate.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.PoolStats;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.infra.Control;

/** Whoever still waits when the measured part is over is served before those who come by. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolWaitsTest {
  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private final AtomicInteger waiting = new AtomicInteger(1);
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void releaseAll() {
    waiting.set(0);
  }

  @Test
  void within_measuring_asksNobody() {
    watching(0).within(control(false));

    assertThat(looks).hasValue(0);
  }

  @Test
  void within_justOver_keepsTheLoadUp() {
    PoolWaits waits = watching(LONG);

    waits.within(control(true));
    waits.within(control(true));

    assertThat(looks).hasValue(0);
  }

  @Test
  void within_longOver_goesAfterWhoWaits() throws InterruptedException {
    PoolWaits waits = watching(0);
    Thread passing = new Thread(() -> waits.within(control(true)), "passing");
    passing.setDaemon(true);

    passing.start();
    while (looks.get() < 3) {
      Thread.sleep(1);
    }
    assertThat(passing.isAlive()).isTrue();
    waiting.set(0);
    passing.join();

    assertThat(looks).hasValueGreaterThanOrEqualTo(4);
  }

  @Test
  void within_nextIteration_graceBeginsAnew() throws InterruptedException {
    PoolWaits waits = watching(TimeUnit.MILLISECONDS.toNanos(50));
    waits.within(control(true));
    Thread.sleep(60);
    waits.within(control(false));
    long start = System.nanoTime();
    waiting.set(0);

    waits.within(control(true));

    // Only a machine that stood still in between may have looked.
    assertThat(looks.get() == 0 || System.nanoTime() - start >= 50_000_000).isTrue();
  }

  @Test
  void record_waitThatEndedAfterTheGrace_isCounted() throws InterruptedException {
    Metrics.current().clear();
    PoolWaits waits = watching(0);
    IMetricsTracker tracker = waits.create("pool", new NoStats());
    waits.within(control(false));
    tracker.recordConnectionAcquiredNanos(1);
    assertThat(cut()).isZero();
    // Another thread sees that the part is over while this one still waits.
    waiting.set(0);
    Thread other = new Thread(() -> waits.within(control(true)), "other");
    other.start();
    other.join();

    tracker.recordConnectionAcquiredNanos(1);

    assertThat(cut()).isEqualTo(1);
    Metrics.current().clear();
  }

  private static final class NoStats extends PoolStats {
    NoStats() {
      super(0);
    }

    @Override
    protected void update() {
      throw new AssertionError("up to a second old");
    }
  }

  @Test
  void within_interrupted_standsBackNoLonger() {
    Thread.currentThread().interrupt();

    watching(0).within(control(true));

    assertThat(Thread.interrupted()).isTrue();
  }

  private static double cut() {
    return Metrics.current().results().stream()
        .filter(result -> result.getLabel().equals("pool.wait.cut"))
        .mapToDouble(result -> result.getScore())
        .findFirst()
        .orElseThrow();
  }

  private PoolWaits watching(long graceNanos) {
    return new PoolWaits(
        graceNanos,
        () -> {
          looks.incrementAndGet();
          return waiting.get();
        });
  }

  private static Control control(boolean over) {
    Control control = new Control();
    control.startMeasurement = true;
    control.stopMeasurement = over;
    return control;
  }
}

package tollgate.probe.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

final class SettlingTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Time that passes only while somebody sleeps; a sleep may take longer than asked. */
  private static final class FakeClock implements Settling.Clock {
    private final double stretch;
    private long nanos = 42;

    private FakeClock(double stretch) {
      this.stretch = stretch;
    }

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void sleep(long duration) {
      nanos += (long) (duration * stretch);
    }
  }

  private final FakeClock clock = new FakeClock(1);

  private boolean settled(FakeClock clock, LongUnaryOperator workAfter) {
    long start = clock.nanos();
    return new Settling(() -> workAfter.applyAsLong(clock.nanos() - start), clock, 3 * SECOND)
        .await();
  }

  @Test
  void idleCompilers_areLeftAfterTwoLooks() {
    assertThat(settled(clock, elapsed -> 7)).isTrue();
    assertThat(clock.nanos() - 42).isEqualTo(Settling.QUIET_LOOKS * Settling.LOOK_NANOS);
  }

  @Test
  void busyCompilers_areWaitedForAndNotMuchLonger() {
    assertThat(settled(clock, elapsed -> Math.min(elapsed, SECOND))).isTrue();
    assertThat(clock.nanos() - 42)
        .isBetween(SECOND, SECOND + (Settling.QUIET_LOOKS + 1) * Settling.LOOK_NANOS);
  }

  @Test
  void aShortRestBetweenCompilations_isNotTheEnd() {
    long pause = Settling.LOOK_NANOS;
    LongUnaryOperator work =
        elapsed ->
            elapsed < 10 * pause ? elapsed : Math.min(Math.max(elapsed - pause, 9 * pause), SECOND);
    assertThat(settled(clock, work)).isTrue();
    assertThat(clock.nanos() - 42).isGreaterThan(SECOND);
  }

  @Test
  void compilersThatNeverRest_areLeftAtTheLimit() {
    assertThat(settled(clock, elapsed -> elapsed)).isFalse();
    assertThat(clock.nanos() - 42).isBetween(3 * SECOND, 3 * SECOND + Settling.LOOK_NANOS);
  }

  @Test
  void aSleepThatTakesLongerOnABusyMachine_isMeasuredNotAssumed() {
    FakeClock slow = new FakeClock(20);
    assertThat(settled(slow, elapsed -> elapsed / 5)).isFalse();
    assertThat(settled(slow, elapsed -> elapsed / 20)).isTrue();
  }

  @Test
  void anInterrupt_endsTheWaitAndStays() {
    Thread.currentThread().interrupt();
    assertThat(settled(clock, elapsed -> elapsed)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}

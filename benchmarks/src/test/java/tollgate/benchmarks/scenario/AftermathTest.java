package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AftermathTest {
  /** Arrivals at 50, 150, … 3,950 ms. */
  private static final Schedule SCHEDULE = Schedule.constant(10, 4);

  private static final long FROM = TimeUnit.SECONDS.toNanos(1);
  private static final long TO = TimeUnit.SECONDS.toNanos(2);
  private static final long RESPONSE = TimeUnit.MILLISECONDS.toNanos(3);

  private final Aftermath aftermath = new Aftermath(SCHEDULE, FROM, TO, 0);

  @Test
  void settle_recovered_tellsWhenAndWhatCameAfter() {
    shot(aftermath, 10, 25, 40);

    assertThat(aftermath.recovered()).isEqualTo(1);
    assertThat(aftermath.recoveryMillis()).isEqualTo(550);
    assertThat(aftermath.successPercent(0)).isEqualTo(100);
    assertThat(aftermath.successPercent(1)).isZero();
    assertThat(aftermath.successPercent(2)).isEqualTo(100);
    assertThat(aftermath.ratio()).isEqualTo(1);
  }

  @Test
  void settle_neverRecovered_servedNobodyAfter() {
    shot(aftermath, 10, 40, 40);

    assertThat(aftermath.recovered()).isZero();
    assertThat(aftermath.successPercent(2)).isZero();
    assertThat(aftermath.recoveryMillis()).isNaN();
    assertThat(aftermath.ratio()).isNaN();
  }

  @Test
  void settle_nineInARow_isNoRecovery() {
    shot(aftermath, 10, 31, 40);

    assertThat(aftermath.recovered()).isZero();
    assertThat(aftermath.successPercent(2)).isZero();
  }

  @Test
  void settle_nothingDueAfterTheTrouble_cannotTell() {
    Aftermath toTheEnd = new Aftermath(SCHEDULE, FROM, TimeUnit.SECONDS.toNanos(4), 0);

    shot(toTheEnd, 10, 40, 40);

    assertThat(toTheEnd.recovered()).isNaN();
    assertThat(toTheEnd.successPercent(2)).isNaN();
  }

  @Test
  void settle_arrivalsThatNobodyWasFreeFor_haveFailed() {
    shot(aftermath, 10, 20, 30);

    assertThat(aftermath.successPercent(2)).isEqualTo(50);
  }

  @Test
  void settle_restLeftOutBecauseEnoughSucceeded_doesNotCount() {
    Aftermath until = new Aftermath(SCHEDULE, FROM, TO, 10);

    shot(until, 10, 20, 30);

    assertThat(until.successPercent(2)).isEqualTo(100);
  }

  @Test
  void begin_shotAfterOneThatRecovered_startsAfresh() {
    shot(aftermath, 10, 20, 40);
    aftermath.begin();

    assertThat(aftermath.recovered()).isNaN();

    shot(aftermath, 10, 40, 40);

    assertThat(aftermath.recovered()).isZero();
  }

  /**
   * Performs one.
   *
   * @param failFrom first arrival that fails
   * @param failTo first that succeeds again
   * @param to first that is not performed
   */
  private static void shot(Aftermath aftermath, int failFrom, int failTo, int to) {
    aftermath.begin();
    for (int i = 0; i < to; i++) {
      boolean fails = i >= failFrom && i < failTo;
      aftermath.ended(i, SCHEDULE.offsetNanos(i), fails ? -1 : RESPONSE);
    }
    aftermath.settle();
  }
}

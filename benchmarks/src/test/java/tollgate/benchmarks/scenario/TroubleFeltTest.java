package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Whether users met a trouble: thirty arrivals in three seconds, the trouble in the second one. */
class TroubleFeltTest {
  private static final Schedule SCHEDULE = Schedule.constant(10, 3);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private static boolean felt(IntToLongFunction responseNanos) {
    Aftermath aftermath =
        new Aftermath(SCHEDULE, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(2), 0);
    aftermath.begin();
    for (int i = 0; i < SCHEDULE.arrivals(); i++) {
      aftermath.ended(i, SCHEDULE.offsetNanos(i), responseNanos.applyAsLong(i));
    }
    aftermath.settle();
    return aftermath.isFelt();
  }

  @Test
  void isFelt_nothingHappens_isNot() {
    assertThat(felt(i -> 5 * MILLI)).isFalse();
    assertThat(felt(i -> 5 * MILLI + i % 3 * MILLI)).isFalse();
  }

  @Test
  void isFelt_oneFailureMore_is() {
    assertThat(felt(i -> i == 15 ? -1 : 5 * MILLI)).isTrue();
  }

  @Test
  void isFelt_halfOrTheSlowestTakeTwiceAsLong_is() {
    assertThat(felt(i -> i >= 10 && i < 20 ? 11 * MILLI : 5 * MILLI)).isTrue();
    assertThat(felt(i -> i == 15 ? 11 * MILLI : 5 * MILLI)).isTrue();
  }

  @Test
  void isFelt_slowBeforeAsWell_isNot() {
    assertThat(felt(i -> i < 20 ? 11 * MILLI : 5 * MILLI)).isFalse();
  }
}

package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class PassTest {
  /** As short as BreakingPoint's: forty arrivals. */
  private static final Schedule SCHEDULE = Schedule.constant(200, 0.2);

  private static final int ARRIVALS = SCHEDULE.arrivals();

  @Test
  void bears_slowButKeepingUp_isDecidedByTheLimitOfTheResponse() {
    List<Pass.Sample> slow = samples(ARRIVALS, arrival -> millis(150));

    assertThat(Pass.bears(SCHEDULE, slow, 200)).isTrue();
    assertThat(Pass.bears(SCHEDULE, slow, 100)).isFalse();
  }

  @Test
  void bears_queueThatGrows_isNotBorneHoweverGenerousTheLimit() {
    // Served at half the rate: each waits 5 ms longer than the one before.
    List<Pass.Sample> growing = samples(ARRIVALS, arrival -> millis(2 + 5 * arrival));

    assertThat(Pass.bears(SCHEDULE, growing, 10_000)).isFalse();
  }

  @Test
  void bears_fewSlow_areAllowed() {
    List<Pass.Sample> mostlyFast = samples(ARRIVALS, arrival -> millis(arrival == 7 ? 100 : 2));

    assertThat(Pass.bears(SCHEDULE, mostlyFast, 50)).isTrue();
  }

  @Test
  void bears_mixedWorkWhoseSlowKindIsUnderWayAtTheEnd_isBorne() {
    // A tenth takes long by nature, the last of them until long after the end: that is no queue.
    List<Pass.Sample> mixed = samples(ARRIVALS, arrival -> millis(arrival % 10 == 9 ? 120 : 2));

    assertThat(Pass.bears(SCHEDULE, mixed, 500)).isTrue();
  }

  @Test
  void bears_queueThatGrowsAfterASlowBeginning_isNotBorne() {
    List<Pass.Sample> growing =
        samples(ARRIVALS, arrival -> millis(arrival == 0 ? 150 : 2 + 5 * arrival));

    assertThat(Pass.bears(SCHEDULE, growing, 10_000)).isFalse();
  }

  @Test
  void bears_moreThanOneInAHundredFailed_isNotBorne() {
    assertThat(Pass.bears(SCHEDULE, samples(ARRIVALS, arrival -> millis(2)), 500)).isTrue();
    assertThat(Pass.bears(SCHEDULE, samples(ARRIVALS - 1, arrival -> millis(2)), 500)).isFalse();
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static List<Pass.Sample> samples(int count, IntToLongFunction responseNanos) {
    List<Pass.Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(new Pass.Sample(0, SCHEDULE.offsetNanos(i), responseNanos.applyAsLong(i), 0));
    }
    return samples;
  }
}

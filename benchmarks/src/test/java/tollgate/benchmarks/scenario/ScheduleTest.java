package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void constant_rate_hasEvenDistances() {
    Schedule schedule = Schedule.constant(100, 2);

    assertThat(schedule.arrivals()).isEqualTo(200);
    assertThat(schedule.rate()).isEqualTo(100);
    for (int i = 1; i < schedule.arrivals(); i++) {
      assertThat(schedule.offsetNanos(i) - schedule.offsetNanos(i - 1))
          .isCloseTo(10_000_000, within(2L));
    }
  }

  @Test
  void ramp_always_hasAsManyArrivalsAsItsArea() {
    Schedule schedule = Schedule.ramp(10, 190, 2);

    assertThat(schedule.arrivals()).isEqualTo(200);
    // Half of the time brings (10 + 100) / 2 arrivals per second.
    assertThat(schedule.due(1_000_000_000L)).isEqualTo(55);
  }

  @Test
  void poisson_manyArrivals_haveTheRateAndTheScatterOfIndependentOnes() {
    Schedule schedule = Schedule.poisson(1_000, 20, 1);

    assertThat(schedule.arrivals()).isCloseTo(20_000, within(4 * 142));
    double[] gaps =
        IntStream.range(1, schedule.arrivals())
            .mapToDouble(i -> schedule.offsetNanos(i) - schedule.offsetNanos(i - 1))
            .toArray();
    double mean = IntStream.range(0, gaps.length).mapToDouble(i -> gaps[i]).average().orElse(0);
    double variance =
        IntStream.range(0, gaps.length)
            .mapToDouble(i -> (gaps[i] - mean) * (gaps[i] - mean))
            .average()
            .orElse(0);
    assertThat(Math.sqrt(variance) / mean).isCloseTo(1, within(0.05));
  }

  @Test
  void poisson_sameSeed_isTheSame() {
    Schedule one = Schedule.poisson(50, 2, 7);
    Schedule same = Schedule.poisson(50, 2, 7);
    Schedule other = Schedule.poisson(50, 2, 8);

    assertThat(offsets(one)).isEqualTo(offsets(same)).isNotEqualTo(offsets(other));
  }

  @Test
  void bursts_always_comeAllAtOnce() {
    Schedule schedule = Schedule.bursts(5, 20, 0.1);

    assertThat(schedule.arrivals()).isEqualTo(100);
    assertThat(schedule.due(0)).isEqualTo(20);
    assertThat(schedule.due(99_000_000)).isEqualTo(20);
    assertThat(schedule.due(100_000_000)).isEqualTo(40);
    assertThat(schedule.due(Long.MAX_VALUE)).isEqualTo(100);
  }

  @Test
  void steps_always_changeTheRateAtOnce() {
    Schedule schedule = Schedule.steps(1, 10, 40, 10);

    assertThat(schedule.due(1_000_000_000L)).isEqualTo(10);
    assertThat(schedule.due(2_000_000_000L)).isEqualTo(50);
    assertThat(schedule.due(3_000_000_000L)).isEqualTo(60);
    assertThat(schedule.lengthNanos()).isEqualTo(3_000_000_000L);
  }

  @Test
  void anySchedule_withoutEndOrRate_isRefused() {
    assertThatThrownBy(() -> Schedule.constant(0, 1)).hasMessageContaining("rate");
    assertThatThrownBy(() -> Schedule.constant(1e9, 1)).hasMessageContaining("rate");
    assertThatThrownBy(() -> Schedule.poisson(1, Double.POSITIVE_INFINITY, 1))
        .hasMessageContaining("at most a day");
    assertThatThrownBy(() -> Schedule.constant(1, Double.NaN)).hasMessageContaining("lasts");
    assertThatThrownBy(() -> Schedule.constant(1e6, 86_400)).hasMessageContaining("50 million");
  }

  private static long[] offsets(Schedule schedule) {
    return IntStream.range(0, schedule.arrivals()).mapToLong(schedule::offsetNanos).toArray();
  }
}

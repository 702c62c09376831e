package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is told of a shot under way. */
class PulseTest {

  @Test
  void text_severalLooks_countsAllFromTheBeginning() {
    Pulse pulse = new Pulse();
    pulse.begin();
    assertThat(pulse.text()).isEqualTo("no answer yet, no errors");
    for (int i = 0; i < 90; i++) {
      pulse.success(TimeUnit.MILLISECONDS.toNanos(2));
    }
    assertThat(pulse.text()).isEqualTo("p50 2.0 ms, p95 2.0 ms, no errors");
    for (int i = 0; i < 10; i++) {
      pulse.success(TimeUnit.MILLISECONDS.toNanos(100));
      pulse.failure();
    }

    assertThat(pulse.text()).matches("p50 2\\.0 ms, p95 100\\.\\d ms, 10 errors");
    assertThat(pulse.ended()).isEqualTo(110);
    pulse.begin();
    assertThat(pulse.ended()).isZero();
  }

  @Test
  void progress_atTwoRates_tellsOfferedAndAchieved() {
    Schedule schedule = Schedule.constant(100, 10);
    Arrivals arrivals = new Arrivals(schedule, System.nanoTime() - 5_000_000_000L, () -> false);

    assertThat(arrivals.progress())
        .matches("5 of 10 s, offered (99\\.[5-9]|100\\.[0-5])/s, achieved 0\\.0/s");
  }

  @Test
  void serve_longAfterTheSchedulesEnd_leavesTheRest() {
    Schedule schedule = Schedule.constant(100, 1);
    Arrivals arrivals = new Arrivals(schedule, System.nanoTime() - 40_000_000_000L, () -> false);

    arrivals.serve((arrival, due, begun) -> {});

    assertThat(arrivals.abandoned().boxed()).hasSize(100).startsWith(0, 1).endsWith(98, 99);
    assertThat(arrivals.waitedNanos(0)).isEqualTo(30_995_000_000L);
    assertThat(arrivals.waitedNanos(99)).isEqualTo(30_005_000_000L);
    assertThat(arrivals.achievedRate()).isZero();
  }

  @Test
  void abandoned_allBegun_isNone() {
    Arrivals arrivals = new Arrivals(Schedule.constant(100, 0.05), System.nanoTime(), () -> false);

    arrivals.serve((arrival, due, begun) -> {});

    assertThat(arrivals.abandoned().boxed()).isEmpty();
  }

  @Test
  void lookOn_somebodyTooMany_staysUntilTheEndAndTakesNothing() {
    Schedule schedule = Schedule.constant(100, 0.1);
    long start = System.nanoTime();
    Arrivals arrivals = new Arrivals(schedule, start, () -> false);

    arrivals.lookOn();

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(schedule.lengthNanos());
    assertThat(arrivals.achievedRate()).isZero();
  }

  @Test
  void slope_pointsOnALine_isItsRise() {
    assertThat(
            Endurance.slope(
                List.of(
                    new double[] {0, 50},
                    new double[] {0.5, 52},
                    new double[] {1, 54},
                    new double[] {1.5, 56})))
        .isCloseTo(4, within(1e-9));
    assertThat(Endurance.slope(List.of(new double[] {0, 50}, new double[] {1, 60}))).isNaN();
  }
}

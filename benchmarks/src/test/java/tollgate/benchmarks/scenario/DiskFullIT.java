package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.backend.BackendException;

/** A database that has no room for checkpoints: they alone are refused, and only for so long. */
class DiskFullIT {
  private static final int USERS = 24;
  private static final double RATE = 100;
  private static final long FROM_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long TO_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  /** Far longer than any recovery: a shot ends when the platform has recovered. */
  private static final double SECONDS = 40;

  private static FragileSite open() throws Exception {
    try {
      return FragileSite.open(Trouble.DATABASE_DISK_FULL);
    } catch (BackendException e) {
      assertThat(e).hasMessageMatching("a disk that is full cannot be made here[^\n]+");
      return Assumptions.abort(e.toString());
    }
  }

  @Test
  void platform_diskFull_refusesCheckpointsAloneAndTakesThemAgainAfterwards() throws Exception {
    try (FragileSite site = open()) {
      Population people =
          Population.open(USERS, site.address(), Duration.ofSeconds(4), site.database());
      Schedule schedule = Schedule.constant(RATE, SECONDS);
      Aftermath aftermath = new Aftermath(schedule, FROM_NANOS, TO_NANOS, 25);
      Degradation degradation = new Degradation();
      FailureScript script =
          new FailureScript(
              new Stage(),
              site,
              people,
              Trouble.DATABASE_DISK_FULL,
              schedule,
              aftermath,
              degradation);

      // Its end compares the ledger with the database, and fails when a write is missing.
      Crowd.perform(script);

      assertThat(degradation.refused()).as("checkpoints that did not fit").isGreaterThan(3);
      assertThat(degradation.readsSuccessPercent()).isEqualTo(100);
      assertThat(aftermath.successPercent(0)).isEqualTo(100);
      assertThat(aftermath.successPercent(1)).as("not only reads go on").isBetween(50.0, 99.9);
      assertThat(aftermath.successPercent(2)).isGreaterThanOrEqualTo(90);
      assertThat(aftermath.recoveryMillis()).isGreaterThanOrEqualTo(0);
      assertThat(people.number("select count(*) from tollgate.checkpoints")).isPositive();
      people.close();
    }
  }
}

package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault once: users are served again, and nothing that Redis had acknowledged is lost. */
@Tag("alone")
class RedisRecoveryIT {
  private static final int USERS = 24;
  private static final long FROM_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long TO_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  /** Far longer than any recovery: a shot ends when users are served again. */
  private static final double SECONDS = 40;

  @ParameterizedTest
  @EnumSource(RedisRecovery.Path.class)
  void users_afterFault_areServedAndHaveLostNothing(RedisRecovery.Path path) throws Exception {
    Schedule schedule = Schedule.constant(150, SECONDS);
    Aftermath aftermath = new Aftermath(schedule, FROM_NANOS, TO_NANOS, 25);
    try (StoreScript script =
        RedisRecovery.script(new Stage(), path, USERS, 8, 150, schedule, aftermath)) {

      // Its end compares what was acknowledged with what is stored.
      Crowd.perform(script);

      assertThat(aftermath.successPercent(0)).as("before").isGreaterThan(90);
      assertThat(aftermath.recoveryMillis()).isGreaterThanOrEqualTo(0);
      assertThat(aftermath.successPercent(2)).isGreaterThanOrEqualTo(90);
      switch (path) {
        case RESET, BLACK_HOLE, HALF_OPEN ->
            assertThat(aftermath.successPercent(1)).as("the fault was felt").isLessThan(90);
        default ->
            assertThat(script.tally().responseMicros(95)).as("it was felt").isGreaterThan(20_000);
      }
    }
  }
}

package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shot of people who think is as long as it was to be. */
class AudienceScriptIT {
  private static final int USERS = 6;
  private static final long LENGTH_NANOS = TimeUnit.SECONDS.toNanos(1);

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void shot_thoughtsFarLongerThanIt_endsInTimeAndEverybodyHasDoneSomething() throws Exception {
    Population people = Population.open(USERS);
    // Minutes for each thought.
    try (AudienceScript script =
        new AudienceScript(new Stage(), people, Audience.OFFICE_DAY, 100, LENGTH_NANOS)) {
      long start = System.nanoTime();

      Crowd.perform(script);

      assertThat(System.nanoTime() - start)
          .isBetween(LENGTH_NANOS, LENGTH_NANOS + TimeUnit.SECONDS.toNanos(30));
      assertThat(script.tally().successes()).isEqualTo(USERS);
    }
  }
}

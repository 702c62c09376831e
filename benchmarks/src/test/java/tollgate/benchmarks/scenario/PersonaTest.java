package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersonaTest {
  private static final int DRAWS = 50_000;

  @ParameterizedTest
  @EnumSource(Persona.class)
  void nextDeed_manyTimes_followsTheWeightsAndMakesSomeMistakes(Persona persona) {
    SplittableRandom random = new SplittableRandom(1);
    Persona.Deed[] deeds =
        IntStream.range(0, DRAWS)
            .mapToObj(i -> persona.nextDeed(random))
            .toArray(Persona.Deed[]::new);

    int total = persona.habits().stream().mapToInt(Persona.Habit::weight).sum();
    for (Persona.Habit habit : persona.habits()) {
      assertThat(share(deeds, habit.deed())).isCloseTo(0.98 * habit.weight() / total, within(0.01));
    }
    assertThat(share(deeds, Persona.Deed.MISTAKE)).isCloseTo(0.02, within(0.005));
  }

  @ParameterizedTest
  @EnumSource(Persona.class)
  void nextThink_manyTimes_hasItsMedianAndNoEndlessPauses(Persona persona) {
    SplittableRandom random = new SplittableRandom(2);
    double[] millis =
        IntStream.range(0, DRAWS)
            .mapToDouble(i -> persona.nextThinkNanos(random) / 1e6)
            .sorted()
            .toArray();

    assertThat(millis[DRAWS / 2] / persona.thinkMillis()).isCloseTo(1, within(0.05));
    assertThat(millis[DRAWS - 1]).isLessThanOrEqualTo(10 * persona.thinkMillis());
  }

  @Test
  void audiences_together_haveEveryPersona() {
    assertThat(Audience.values()).hasSize(10);
    assertThat(
            Arrays.stream(Audience.values())
                .flatMap(audience -> IntStream.range(0, 50).mapToObj(audience::persona)))
        .contains(Persona.values());
    assertThat(Audience.OFFICE_DAY.watchers(50)).isEqualTo(5);
    assertThat(Audience.BROWSING.watchers(50)).isZero();
  }

  private static double share(Persona.Deed[] deeds, Persona.Deed wanted) {
    return Arrays.stream(deeds).filter(deed -> deed == wanted).count() / (double) deeds.length;
  }
}

package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlternationTest {

  private static final List<Subject> SUBJECTS =
      IntStream.range(0, 40).mapToObj(i -> new Subject("a.T.m" + i, OptionalInt.of(1))).toList();

  @Test
  void first_overTwoRounds_isEachVersionOnce() {
    Alternation alternation = new Alternation(7);
    for (Subject subject : SUBJECTS) {
      for (int round = 0; round < 20; round += 2) {
        assertThat(alternation.first(subject, round))
            .isNotEqualTo(alternation.first(subject, round + 1));
      }
    }
  }

  @Test
  void first_overManyBlocks_opensWithBothVersionsAboutEqually() {
    Alternation alternation = new Alternation(7);
    long opened =
        SUBJECTS.stream()
            .flatMap(
                subject ->
                    IntStream.range(0, 25).mapToObj(block -> alternation.first(subject, 2 * block)))
            .filter(side -> side == Side.BASELINE)
            .count();

    // Binomial(1000, 1/2): outside this with a chance below 1e-9.
    assertThat(opened).isBetween(400L, 600L);
  }

  @Test
  void order_eachRound_hasEverySubjectOnceInAnotherOrder() {
    Alternation alternation = new Alternation(7);
    Set<List<Subject>> orders = new HashSet<>();
    for (int round = 0; round < 10; round++) {
      List<Subject> order = alternation.order(SUBJECTS, round);
      assertThat(order).containsExactlyInAnyOrderElementsOf(SUBJECTS);
      orders.add(order);
    }
    assertThat(orders).hasSize(10);
  }

  @Test
  void order_sameSeed_isTheSame() {
    assertThat(new Alternation(3).order(SUBJECTS, 4))
        .isEqualTo(new Alternation(3).order(SUBJECTS, 4));
    assertThat(new Alternation(3).order(SUBJECTS, 4))
        .isNotEqualTo(new Alternation(5).order(SUBJECTS, 4));
  }
}

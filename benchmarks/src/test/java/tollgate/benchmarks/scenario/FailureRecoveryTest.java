package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureRecoveryTest {
  @Test
  void kind_ofFiveArrivals_isEachOnce() {
    for (int first = 0; first < 1_000; first += 5) {
      assertThat(IntStream.range(first, first + 5).map(FailureRecovery::kind).boxed())
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
  }

  /** Forty users who take turns. */
  @Test
  void kind_ofTheArrivalsOfOneUser_isAnyOfThem() {
    for (int user = 0; user < 40; user++) {
      assertThat(
              IntStream.iterate(user, arrival -> arrival + 40)
                  .limit(50)
                  .map(FailureRecovery::kind)
                  .boxed())
          .contains(0, 1, 2, 3, 4);
    }
  }
}

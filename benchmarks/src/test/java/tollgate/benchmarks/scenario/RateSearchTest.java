package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
  @ParameterizedTest
  @ValueSource(doubles = {3, 99, 100, 101, 737, 6_399})
  void search_knownKnee_findsItWithinThePrecision(double knee) throws Exception {
    RateSearch.Knee found = RateSearch.search(100, 6_400, 1.05, rate -> rate <= knee);

    assertThat(found.borne()).isLessThanOrEqualTo(knee);
    assertThat(found.notBorne()).isGreaterThan(knee);
    assertThat(found.rate() / knee).isCloseTo(1, within(0.05));
    assertThat(found.steps()).hasSizeLessThan(16);
  }

  @Test
  void search_kneeBeyondTheHighestRate_saysThatItWasBorne() throws Exception {
    RateSearch.Knee found = RateSearch.search(100, 1_000, 1.05, rate -> true);

    assertThat(found.borne()).isEqualTo(1_000);
    assertThat(found.notBorne()).isInfinite();
    assertThat(found.rate()).isEqualTo(1_000);
  }

  @Test
  void search_nothingBorne_ends() throws Exception {
    RateSearch.Knee found = RateSearch.search(100, 1_000, 1.05, rate -> false);

    assertThat(found.borne()).isZero();
    assertThat(found.steps()).hasSize(7);
  }

  @Test
  void search_withoutEnd_isRefused() {
    assertThatThrownBy(() -> RateSearch.search(100, 1_000, 1, rate -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

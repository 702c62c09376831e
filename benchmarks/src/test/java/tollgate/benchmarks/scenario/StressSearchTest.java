package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StressSearchTest {
  private static final int USERS = 8;

  @Test
  void participate_oneFails_allTellWhy() throws Exception {
    StressSearch search = new StressSearch(new StressSearch.Plan(USERS, 100, 1_000, 1.1, 0.1, 500));
    IllegalStateException cause = new IllegalStateException("a wrong answer");

    List<Throwable> told =
        Crowd.act(
            USERS,
            index ->
                () -> {
                  try {
                    search.participate(
                        index,
                        (user, arrival) -> {
                          if (arrival == 3) {
                            throw cause;
                          }
                        });
                    return new AssertionError("went on");
                  } catch (Exception e) {
                    return e;
                  }
                });

    assertThat(told).hasSize(USERS).allMatch(failure -> failure == cause);
    assertThat(search.best()).isNull();
  }

  @Test
  void participate_planThatCannotBeSearched_letsTheOthersGo() throws Exception {
    StressSearch search = new StressSearch(new StressSearch.Plan(2, 100, 1_000, 1, 0.1, 500));

    List<String> told =
        Crowd.act(
            2,
            index ->
                () -> {
                  try {
                    return String.valueOf(search.participate(index, (user, arrival) -> {}));
                  } catch (IllegalArgumentException e) {
                    return "refused";
                  }
                });

    assertThat(told).containsExactly("refused", "null");
  }
}

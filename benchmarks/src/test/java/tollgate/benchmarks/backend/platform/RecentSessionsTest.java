package tollgate.benchmarks.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentSessionsTest {
  private final RecentSessions sessions = new RecentSessions(3);

  @Test
  void remember_moreThanAreKept_dropsTheOneUsedLongestAgo() {
    sessions.remember("a", 1);
    sessions.remember("b", 2);
    sessions.remember("c", 3);
    assertThat(sessions.agent("a")).isEqualTo(1);

    sessions.remember("d", 4);

    assertThat(sessions.agent("b")).isNull();
    assertThat(sessions.agent("a")).isEqualTo(1);
    assertThat(sessions.agent("d")).isEqualTo(4);
    assertThat(sessions.size()).isEqualTo(3);
  }

  @Test
  void remember_manyLogins_keepsNoMoreThanItMay() {
    for (int i = 0; i < 1_000; i++) {
      sessions.remember("token " + i, 7);
    }
    assertThat(sessions.size()).isEqualTo(3);
  }

  @Test
  void forget_anAgent_dropsItsSessionsAlone() {
    sessions.remember("a", 1_000);
    sessions.remember("b", 2_000);
    sessions.remember("c", 1_000);

    sessions.forget(1_000);

    assertThat(sessions.agent("a")).isNull();
    assertThat(sessions.agent("b")).isEqualTo(2_000);
    assertThat(sessions.agent("c")).isNull();
  }
}

package tollgate.benchmarks.domain;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CheckTest {
  @Test
  void that_whichHolds_neverLooksAtItsWords() {
    assertThatCode(() -> Check.that("a.b", true, "%no format", 1)).doesNotThrowAnyException();
    assertThatCode(() -> Check.that("a.b", true, "%no format", 1, 2)).doesNotThrowAnyException();
  }

  @Test
  void that_whichDoesNotHold_tellsTheValuesInAnyLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThatThrownBy(() -> Check.that("a.b", false, "no node %d", 4711))
          .isInstanceOf(WrongAnswer.class)
          .hasMessage("check 'a.b' failed: no node 4711");
      assertThatThrownBy(() -> Check.that("a.b", false, "%d of %d", 3, 10))
          .hasMessage("check 'a.b' failed: 3 of 10");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void that_falsified_failsThoughItHolds() {
    try (Falsified falsified = new Falsified("a.")) {
      assertThatThrownBy(() -> Check.that("a.b", true, "no node %d", 4711))
          .hasMessageContaining("4711");
      assertThatThrownBy(() -> Check.that("a.b", true, "%d of %d", 3, 10))
          .hasMessageContaining("3 of 10");
      assertThatCode(() -> Check.that("b.a", true, "no node %d", 1)).doesNotThrowAnyException();
    }
  }
}

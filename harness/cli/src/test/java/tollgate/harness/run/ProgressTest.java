package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringBuilder shown = new StringBuilder();
  private long nanos;

  @Test
  void show_noTerminal_saysNothing() {
    progress(OptionalInt.empty()).show(0.5, "x");

    assertThat(shown).isEmpty();
  }

  @Test
  void show_terminal_fitsTheLineAndTellsWhatIsLeft() {
    Progress progress = progress(OptionalInt.of(40));
    nanos = 60_000_000_000L;
    progress.show(0.25, "a text that is far longer than the terminal is wide");

    assertThat(shown.toString()).contains("25% 1:00, about 3:00 left").doesNotContain("\n");
    assertThat(shown.substring("\r\u001b[K".length())).hasSize(39).endsWith("…");
  }

  @Test
  void show_twiceAtOnce_drawsOnce() {
    Progress progress = progress(OptionalInt.of(80));
    progress.show(0.1, "first");
    progress.show(0.1, "second");

    assertThat(shown.toString()).contains("first").doesNotContain("second");
  }

  @Test
  void say_afterShow_clearsTheLineFirst() {
    Progress progress = progress(OptionalInt.of(80));
    progress.show(0.1, "drawn");
    progress.say("kept");

    assertThat(shown.toString()).endsWith("\r\u001b[Kkept" + System.lineSeparator());
  }

  @Test
  void live_noTerminal_saysALineEveryTenSeconds() {
    Progress progress = progress(OptionalInt.empty());
    for (int second = 1; second <= 25; second++) {
      nanos = second * 1_000_000_000L;
      progress.live(0.5, "Site.load{users=5}", "second " + second);
    }

    assertThat(shown.toString().lines())
        .containsExactly(
            "0:10 Site.load{users=5}: second 10", "0:20 Site.load{users=5}: second 20");
  }

  @Test
  void live_terminal_rewritesTheLine() {
    Progress progress = progress(OptionalInt.of(80));
    nanos = 1_000_000_000L;
    progress.live(0.5, "Site.load{users=5}, fork 1/2", "first");
    nanos = 2_000_000_000L;
    progress.live(0.5, "Site.load{users=5}, fork 1/2", "second");

    assertThat(shown.toString())
        .contains("Site.load, fork 1/2 first", "\r\u001b[K 50% 0:02", "Site.load, fork 1/2 second")
        .doesNotContain("\n");
  }

  private Progress progress(OptionalInt columns) {
    return new Progress(shown::append, columns, () -> nanos);
  }
}

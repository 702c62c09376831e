package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.measure.Live;

class LiveLineTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private long nanos;

  @Test
  void fork_noTerminal_isHeardEveryTenSeconds() {
    LiveLine line = line(LiveLine.Manner.PLAIN);
    line.about("shot 2/4");
    try (PrintStream err = line.filter()) {
      for (int second = 1; second <= 25; second++) {
        nanos = second * 1_000_000_000L;
        say(err, Live.MARK + "second " + second + "\n");
      }
    }

    assertThat(shown().lines())
        .containsExactly("# live: shot 2/4: second 10", "# live: shot 2/4: second 20");
    assertThat(line.clear()).isFalse();
  }

  @Test
  void fork_terminal_rewritesALineThatFits() {
    LiveLine line = line(LiveLine.Manner.REWRITTEN);
    try (PrintStream err = line.filter()) {
      say(err, Live.MARK + "a text that is much longer than the line\n");
    }

    assertThat(shown()).isEqualTo("\r\u001b[Ka text that is muc…");
    assertThat(line.clear()).isTrue();
    assertThat(line.clear()).isFalse();
  }

  @Test
  void fork_programThatAsksForAll_getsEachLine() {
    try (PrintStream err = line(LiveLine.Manner.ALL).filter()) {
      say(err, Live.MARK + "one\n");
      say(err, Live.MARK + "two\n");
    }

    assertThat(shown().lines()).containsExactly("# live: one", "# live: two");
  }

  @Test
  void fork_otherWords_passUnchanged() {
    try (PrintStream err = line(LiveLine.Manner.PLAIN).filter()) {
      err.println("WARNING: something");
      say(err, "more");
    }

    assertThat(shown()).isEqualTo("WARNING: something" + System.lineSeparator() + "more");
  }

  private LiveLine line(LiveLine.Manner manner) {
    return new LiveLine(
        new PrintStream(shown, true, StandardCharsets.UTF_8), manner, 20, () -> nanos);
  }

  /** As JMH hands on what a fork printed. */
  private static void say(PrintStream err, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    err.write(bytes, 0, bytes.length);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}

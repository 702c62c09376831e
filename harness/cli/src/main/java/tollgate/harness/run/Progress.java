package tollgate.harness.run;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says on standard error how far a run is: a line that is rewritten on a terminal, a line per
 * measurement elsewhere, and one every ten seconds where a measurement tells how it goes.
 */
public final class Progress {

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final long REFRESH_NANOS = 200_000_000L;
  private static final long APART_NANOS = 10_000_000_000L;

  private final Consumer<String> out;
  private final OptionalInt columns;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long drawnNanos;
  private long saidNanos;
  private boolean drawn;

  /**
   * A display.
   *
   * @param out takes text as it is, line ends included
   * @param columns width of the terminal; empty when there is none
   * @param nanoTime a clock in nanoseconds
   */
  public Progress(Consumer<String> out, OptionalInt columns, LongSupplier nanoTime) {
    this.out = out;
    this.columns = columns;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.drawnNanos = startNanos - REFRESH_NANOS;
    this.saidNanos = startNanos;
  }

  /** A line that stays. */
  public void say(String line) {
    out.accept((drawn ? CLEAR_LINE : "") + line + System.lineSeparator());
    drawn = false;
    saidNanos = nanoTime.getAsLong();
  }

  /**
   * The state of things, shown on a terminal only.
   *
   * @param done share of the whole run, within [0, 1]
   * @param text what is under way
   */
  void show(double done, String text) {
    long now = nanoTime.getAsLong();
    if (columns.isEmpty() || now - drawnNanos < REFRESH_NANOS) {
      return;
    }
    drawnNanos = now;
    String line =
        String.format(
            Locale.ROOT, "%3.0f%% %s%s  %s", done * 100, elapsed(), remaining(done), text);
    int fits = Math.max(10, columns.getAsInt() - 1);
    out.accept(CLEAR_LINE + (line.length() > fits ? line.substring(0, fits - 1) + "…" : line));
    drawn = true;
  }

  /**
   * What goes on inside an iteration: on a terminal in place of the line before, elsewhere as a
   * line of its own when none was said for ten seconds.
   *
   * @param done share of the whole run, within [0, 1]
   * @param what is measured
   * @param text how it goes
   */
  void live(double done, String what, String text) {
    if (columns.isPresent()) {
      // A name with all its parameters would leave no room for what changes.
      show(done, what.replaceFirst("\\{.*}", "") + " " + text);
    } else if (nanoTime.getAsLong() - saidNanos >= APART_NANOS) {
      say(elapsed() + " " + what + ": " + text);
    }
  }

  /** Time since the start, for people. */
  String elapsed() {
    return duration(nanoTime.getAsLong() - startNanos);
  }

  /** {@code , about 2:10 left}; empty while nothing can be said. */
  String remaining(double done) {
    if (done < 0.01) {
      return "";
    }
    long past = nanoTime.getAsLong() - startNanos;
    return ", about " + duration((long) (past * (1 / done - 1))) + " left";
  }

  private static String duration(long nanos) {
    long seconds = Math.round(nanos / 1e9);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}

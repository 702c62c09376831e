package tollgate.benchmarks.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tollgate.benchmarks.measure.Live;

/**
 * Shows what forks say of an iteration that goes on: on a terminal in one line that is rewritten,
 * elsewhere in plain lines ten seconds apart; each line as it comes for a program that asks so.
 *
 * <p>JMH hands what a fork prints to {@link System#err} on the same thread that hands it the fork's
 * results, so that nothing here needs a lock against JMH's own lines.
 */
final class LiveLine {
  /** Environment variable; {@code all} for each line as it comes. */
  static final String VARIABLE = "TOLLGATE_LIVE";

  private static final String CLEAR = "\r\u001b[K";
  private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int USUAL_COLUMNS = 80;

  /** How lines are shown. */
  enum Manner {
    /** In one line, rewritten. */
    REWRITTEN,
    /** Now and then. */
    PLAIN,
    /** Each of them. */
    ALL
  }

  private final PrintStream out;
  private final Manner manner;
  private final int columns;
  private final LongSupplier nanoTime;
  private String label = "";
  private long shownNanos;
  private boolean drawn;

  LiveLine(PrintStream out, Manner manner, int columns, LongSupplier nanoTime) {
    this.out = out;
    this.manner = manner;
    this.columns = columns;
    this.nanoTime = nanoTime;
    this.shownNanos = nanoTime.getAsLong();
  }

  /** Takes the place of standard error, and passes on what is none of these lines. */
  static LiveLine install(Map<String, String> environment) {
    Manner manner =
        environment.getOrDefault(VARIABLE, "").equals("all")
            ? Manner.ALL
            : isTerminal(2) && !"dumb".equals(environment.get("TERM"))
                ? Manner.REWRITTEN
                : Manner.PLAIN;
    String told = environment.getOrDefault("COLUMNS", "");
    int columns = told.matches("[1-9]\\d{1,3}") ? Integer.parseInt(told) : USUAL_COLUMNS;
    LiveLine line = new LiveLine(System.err, manner, columns, System::nanoTime);
    System.setErr(line.filter());
    return line;
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return false;
    }
  }

  /** Standard error without the lines that are ours. */
  PrintStream filter() {
    return new PrintStream(
        new OutputStream() {
          @Override
          public void write(int b) {
            out.write(b);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            String text = new String(bytes, from, length, StandardCharsets.UTF_8);
            // A fork says a whole line at once.
            if (text.startsWith(Live.MARK)) {
              show(text.substring(Live.MARK.length()).strip());
            } else {
              out.write(bytes, from, length);
            }
          }

          @Override
          public void flush() {
            out.flush();
          }
        },
        true);
  }

  /** What the lines that follow are about, such as {@code shot 2/4}. */
  void about(String iteration) {
    label = iteration;
  }

  private void show(String text) {
    String line = (label.isEmpty() ? "" : label + ": ") + text;
    switch (manner) {
      case REWRITTEN -> {
        out.print(CLEAR + (line.length() < columns ? line : line.substring(0, columns - 2) + "…"));
        drawn = true;
      }
      case PLAIN -> {
        long now = nanoTime.getAsLong();
        if (now - shownNanos >= APART_NANOS) {
          shownNanos = now;
          out.println(Live.MARK + line);
        }
      }
      case ALL -> out.println(Live.MARK + line);
    }
    out.flush();
  }

  /** Makes room for what JMH prints; whether there was anything in the way. */
  boolean clear() {
    if (!drawn) {
      return false;
    }
    out.print(CLEAR);
    out.flush();
    drawn = false;
    return true;
  }

  /** Whether JMH prints where we do, so that what it had begun was rewritten. */
  static boolean sharesTheTerminal() {
    return isTerminal(1) && isTerminal(2);
  }
}

package tollgate.harness.run;

import java.util.function.Consumer;

/**
 * Takes what our benchmarks say of an iteration under way out of what JMH prints. It comes on
 * standard error while JMH is in the middle of a line: what stands before it belongs to the next.
 */
final class LiveLines {

  /** Asks our benchmarks for each such line; others do not know it. */
  static final String VARIABLE = "TOLLGATE_LIVE";

  static final String ALL = "all";

  private static final String MARK = "# live: ";

  private final Consumer<String> jmh;
  private final Consumer<String> live;
  private String begun = "";

  /**
   * Splits lines.
   *
   * @param jmh takes JMH's own, whole
   * @param live takes the others without their mark
   */
  LiveLines(Consumer<String> jmh, Consumer<String> live) {
    this.jmh = jmh;
    this.live = live;
  }

  void accept(String line) {
    int mark = line.indexOf(MARK);
    if (mark >= 0) {
      begun += line.substring(0, mark);
      live.accept(line.substring(mark + MARK.length()));
    } else {
      jmh.accept(begun + line);
      begun = "";
    }
  }
}

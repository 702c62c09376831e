package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/** The report for people at a terminal: worst first, one summary line at the end. */
public final class TextRenderer implements Renderer {

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_REASON = 400;
  private static final int MOST_REGRESSED = 200;
  private static final int MOST_OTHERS = 40;
  private static final int NARROWEST_NAME = 20;
  private static final int ROOM_FOR_NAME = 50;
  private static final String INDENT = "    ";

  private final Style style;
  private final OptionalInt width;

  /**
   * @param colours whether to mark verdicts by colour
   * @param width columns to stay inside; empty for no limit
   */
  public TextRenderer(boolean colours, OptionalInt width) {
    this.style = new Style(colours);
    this.width = width;
  }

  @Override
  public void render(Document document, Appendable out) throws IOException {
    Report report = document.report();
    List<Comparison> listed = listed(report);
    if (!listed.isEmpty()) {
      table(listed, out);
    }
    String hidden = hidden(report.comparisons(), listed);
    if (!hidden.isEmpty()) {
      line(out, "not listed: " + hidden + "; --format json has them all\n");
    }
    new EvidenceText(width).write(document, out);
    ObjectiveText.write(report.objectives(), out);
    notes(report, document.withoutLedgers(), out);
    line(out, style.outcome(report.outcome(), text(report.headline(), LONGEST_REASON)));
  }

  /** The worst of each verdict: nobody reads thousands of lines. */
  private static List<Comparison> listed(Report report) {
    Map<String, Integer> seen = new HashMap<>();
    return report.comparisons().stream()
        .filter(
            comparison ->
                seen.merge(comparison.verdict().label(), 1, Integer::sum) <= most(comparison))
        .toList();
  }

  private static int most(Comparison comparison) {
    return comparison.verdict() instanceof Verdict.Regressed ? MOST_REGRESSED : MOST_OTHERS;
  }

  private static String hidden(List<Comparison> all, List<Comparison> listed) {
    Map<String, Long> left = new LinkedHashMap<>();
    all.forEach(comparison -> left.merge(comparison.verdict().label(), 1L, Long::sum));
    listed.forEach(comparison -> left.merge(comparison.verdict().label(), -1L, Long::sum));
    return left.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> entry.getValue() + " more " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private void table(List<Comparison> listed, Appendable out) throws IOException {
    Table table = new Table(listed, true);
    if (width.isPresent() && width.getAsInt() - table.taken() < ROOM_FOR_NAME) {
      table = new Table(listed, false);
    }
    int room = width.isEmpty() ? LONGEST_NAME * 2 : width.getAsInt() - table.taken();
    line(out, style.dim(table.line(0, room)));
    for (int i = 0; i < listed.size(); i++) {
      Verdict verdict = listed.get(i).verdict();
      line(out, style.verdict(verdict, table.line(i + 1, room)));
      if (!(verdict instanceof Verdict.Unchanged)) {
        for (String part : Wrap.lines(details(listed.get(i), table.wide()), width, INDENT)) {
          line(out, part);
        }
      }
    }
    out.append('\n');
  }

  private static String details(Comparison comparison, boolean wide) {
    String reason = text(comparison.verdict().reason(), LONGEST_REASON);
    String sides = wide ? "" : Figures.sides(comparison);
    return sides.isEmpty() ? reason : sides + ": " + reason;
  }

  /** Cells in columns; the last one, the name, takes what is left of the line. */
  private static final class Table {
    private final boolean wide;
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    /**
     * @param wide whether both sides' values have a column of their own
     */
    Table(List<Comparison> comparisons, boolean wide) {
      this.wide = wide;
      rows.add(cells("slowdown", "95% interval", "verdict", "baseline → candidate", "benchmark"));
      for (Comparison comparison : comparisons) {
        rows.add(
            cells(
                Figures.slowdown(comparison),
                Figures.interval(comparison),
                comparison.verdict().label(),
                Figures.sides(comparison),
                SafeText.isolated(Figures.name(comparison), LONGEST_NAME)));
      }
      widths = new int[rows.get(0).size()];
      for (List<String> row : rows) {
        for (int i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], length(row.get(i)));
        }
      }
    }

    private List<String> cells(
        String slowdown, String interval, String verdict, String sides, String name) {
      return wide
          ? List.of(slowdown, interval, verdict, sides, name)
          : List.of(slowdown, interval, verdict, name);
    }

    boolean wide() {
      return wide;
    }

    /** Columns of everything before the name. */
    int taken() {
      int taken = 0;
      for (int i = 0; i < widths.length - 1; i++) {
        taken += widths[i] + 2;
      }
      return taken;
    }

    String line(int row, int roomForName) {
      List<String> cells = rows.get(row);
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length - 1; i++) {
        String cell = cells.get(i);
        String gap = " ".repeat(widths[i] - length(cell));
        line.append(i == 0 ? gap + cell : cell + gap).append("  ");
      }
      String name = cells.get(widths.length - 1);
      return line.append(Wrap.shortened(name, Math.max(NARROWEST_NAME, roomForName))).toString();
    }
  }

  private void notes(Report report, List<String> withoutLedgers, Appendable out)
      throws IOException {
    if (report.shift().isPresent()) {
      Report.Shift shift = report.shift().get();
      paragraph(
          out,
          "whole suite: "
              + Figures.percent(shift.slowdown())
              + " "
              + Figures.interval(shift.low(), shift.high())
              + " "
              + text(shift.note(), LONGEST_REASON));
    }
    for (String warning : report.warnings()) {
      paragraph(out, "warning: " + text(warning, LONGEST_REASON));
    }
    for (String reason : withoutLedgers) {
      paragraph(out, text(reason, LONGEST_REASON));
    }
    if (report.shift().isPresent() || !report.warnings().isEmpty() || !withoutLedgers.isEmpty()) {
      out.append('\n');
    }
  }

  private void paragraph(Appendable out, String text) throws IOException {
    for (String part : Wrap.lines(text, width, "")) {
      line(out, part);
    }
  }

  private static String text(String foreign, int longest) {
    return SafeText.isolated(foreign, longest);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static void line(Appendable out, String text) throws IOException {
    out.append(text.stripTrailing()).append('\n');
  }
}

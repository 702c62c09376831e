package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/** The report for people at a terminal: worst first, one summary line at the end. */
public final class TextRenderer implements Renderer {

  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_REASON = 400;
  private static final int MOST_UNCHANGED = 60;
  private static final int NARROWEST_NAME = 20;
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
    int hidden = report.comparisons().size() - listed.size();
    if (hidden > 0) {
      line(out, hidden + " unchanged are not listed; --format json has them all");
    }
    new EvidenceText(width).write(document, out);
    notes(report, out);
    line(out, style.outcome(report.outcome(), text(report.headline(), LONGEST_REASON)));
  }

  private static List<Comparison> listed(Report report) {
    long unchanged = report.comparisons().stream().filter(TextRenderer::isUnchanged).count();
    return unchanged <= MOST_UNCHANGED
        ? report.comparisons()
        : report.comparisons().stream().filter(comparison -> !isUnchanged(comparison)).toList();
  }

  private static boolean isUnchanged(Comparison comparison) {
    return comparison.verdict() instanceof Verdict.Unchanged;
  }

  private void table(List<Comparison> listed, Appendable out) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("slowdown", "95% interval", "verdict", "baseline → candidate", "benchmark"));
    for (Comparison comparison : listed) {
      rows.add(row(comparison));
    }
    int[] widths = widths(rows);
    line(out, style.dim(joined(rows.get(0), widths)));
    for (int i = 0; i < listed.size(); i++) {
      Comparison comparison = listed.get(i);
      line(out, style.verdict(comparison.verdict(), joined(rows.get(i + 1), widths)));
      if (!isUnchanged(comparison)) {
        String reason = text(comparison.verdict().reason(), LONGEST_REASON);
        for (String part : Wrap.lines(reason, width, INDENT)) {
          line(out, part);
        }
      }
    }
    out.append('\n');
  }

  private static List<String> row(Comparison comparison) {
    return List.of(
        Figures.slowdown(comparison),
        Figures.interval(comparison),
        comparison.verdict().label(),
        Figures.sides(comparison),
        SafeText.isolated(Figures.name(comparison), LONGEST_NAME));
  }

  /** The last column takes what is left of the line. */
  private int[] widths(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    if (width.isPresent()) {
      int taken = 0;
      for (int i = 0; i < columns - 1; i++) {
        taken += widths[i] + 2;
      }
      int left = Math.max(NARROWEST_NAME, width.getAsInt() - taken);
      widths[columns - 1] = Math.min(widths[columns - 1], left);
    }
    return widths;
  }

  private static String joined(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    int last = row.size() - 1;
    for (int i = 0; i < last; i++) {
      String cell = row.get(i);
      String gap = " ".repeat(widths[i] - length(cell));
      line.append(i == 0 ? gap + cell : cell + gap).append("  ");
    }
    return line.append(Wrap.shortened(row.get(last), widths[last])).toString();
  }

  private void notes(Report report, Appendable out) throws IOException {
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
    if (report.shift().isPresent() || !report.warnings().isEmpty()) {
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

package tollgate.harness.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/**
 * The report as a comment on a pull request: what changed is open, what did not is folded. It never
 * exceeds {@value #MOST_BYTES} bytes, the most such a comment may hold.
 */
public final class MarkdownRenderer implements Renderer {

  static final int MOST_BYTES = 65_536;

  private static final int RESERVED_BYTES = 2_000;
  private static final int MOST_EVIDENCE_BYTES = 12_000;
  private static final int MOST_WARNINGS = 10;
  private static final int LONGEST_NAME = 160;
  private static final int LONGEST_REASON = 300;

  private static final String HEADER =
      "| slowdown | 95% interval | verdict | benchmark | baseline → candidate | why |\n"
          + "| ---: | :--- | :--- | :--- | :--- | :--- |\n";

  @Override
  public void render(Document document, Appendable out) throws IOException {
    Report report = document.report();
    Sheet sheet = new Sheet(MOST_BYTES - RESERVED_BYTES);
    sheet.add("## " + title(report.outcome()) + "\n\n");
    sheet.add(Markdown.text(report.headline(), LONGEST_REASON) + "\n\n");
    warnings(report, sheet);
    objectives(report, sheet);
    table(report.comparisons().stream().filter(c -> !isUnchanged(c)).toList(), sheet);
    evidence(document, sheet);
    List<Comparison> unchanged =
        report.comparisons().stream().filter(MarkdownRenderer::isUnchanged).toList();
    if (!unchanged.isEmpty()) {
      sheet.add("<details><summary>" + unchanged.size() + " unchanged</summary>\n\n");
      table(unchanged, sheet);
      sheet.addAlways("</details>\n\n");
    }
    sheet.addAlways("<sub>" + Markdown.text(Tally.text(report), LONGEST_REASON) + "</sub>\n");
    out.append(sheet.text());
  }

  private static boolean isUnchanged(Comparison comparison) {
    return comparison.verdict() instanceof Verdict.Unchanged;
  }

  private static String title(Outcome outcome) {
    return switch (outcome) {
      case PASS -> "✅ Benchmarks: pass";
      case REGRESSION -> "❌ Benchmarks: regression";
      case UNDECIDED -> "⚠️ Benchmarks: undecided";
    };
  }

  private static void table(List<Comparison> comparisons, Sheet sheet) {
    if (comparisons.isEmpty()) {
      return;
    }
    sheet.add(HEADER);
    int shown = 0;
    for (Comparison comparison : comparisons) {
      if (!sheet.add(row(comparison))) {
        break;
      }
      shown++;
    }
    sheet.addAlways("\n");
    if (shown < comparisons.size()) {
      sheet.addAlways(
          (comparisons.size() - shown)
              + " more do not fit into a comment; the JSON report has them all.\n\n");
    }
  }

  private static String row(Comparison comparison) {
    String verdict = comparison.verdict().label();
    boolean loud = comparison.verdict() instanceof Verdict.Regressed;
    return String.join(
            " | ",
            "| " + Markdown.text(Figures.slowdown(comparison), LONGEST_NAME),
            Markdown.text(Figures.interval(comparison), LONGEST_NAME),
            loud ? "**" + verdict + "**" : verdict,
            Markdown.code(Figures.name(comparison), LONGEST_NAME),
            Markdown.text(Figures.sides(comparison), LONGEST_NAME),
            Markdown.text(comparison.verdict().reason(), LONGEST_REASON))
        + " |\n";
  }

  private static void objectives(Report report, Sheet sheet) {
    if (report.objectives().isEmpty()) {
      return;
    }
    sheet.add("| objective | benchmark | needs | measured |\n| :--- | :--- | :--- | :--- |\n");
    report.objectives().forEach(check -> sheet.add(ObjectiveText.markdown(check)));
    sheet.addAlways("\n");
  }

  private static void warnings(Report report, Sheet sheet) {
    report
        .shift()
        .ifPresent(
            shift ->
                sheet.add(
                    Markdown.text(
                            "Whole suite: "
                                + Figures.percent(shift.slowdown())
                                + " "
                                + Figures.interval(shift.low(), shift.high())
                                + " "
                                + shift.note(),
                            LONGEST_REASON)
                        + "\n\n"));
    List<String> warnings = report.warnings();
    for (String warning : warnings.subList(0, Math.min(MOST_WARNINGS, warnings.size()))) {
      sheet.add("- ⚠️ " + Markdown.text(warning, LONGEST_REASON) + "\n");
    }
    if (warnings.size() > MOST_WARNINGS) {
      sheet.add("- and " + (warnings.size() - MOST_WARNINGS) + " more warnings\n");
    }
    if (!warnings.isEmpty()) {
      sheet.add("\n");
    }
  }

  private static void evidence(Document document, Sheet sheet) throws IOException {
    for (String reason : document.withoutLedgers()) {
      sheet.add("- " + Markdown.text(reason, LONGEST_REASON) + "\n\n");
    }
    EvidenceText plain = new EvidenceText(OptionalInt.empty());
    int spent = 0;
    for (Map.Entry<BenchmarkKey, Evidence> entry : document.evidence().entrySet()) {
      if (!entry.getValue().explains()) {
        continue;
      }
      StringBuilder body = new StringBuilder();
      plain.write(entry.getValue(), body);
      String block =
          "<details><summary>Profile of "
              + Markdown.code(entry.getKey().toString(), LONGEST_NAME)
              + "</summary>\n\n<pre>"
              + Markdown.preformatted(body.toString())
              + "</pre>\n\n</details>\n\n";
      spent += block.getBytes(StandardCharsets.UTF_8).length;
      if (spent > MOST_EVIDENCE_BYTES || !sheet.add(block)) {
        sheet.addAlways("More profiles are in the JSON report.\n\n");
        return;
      }
    }
  }

  /** Text that refuses what no longer fits. */
  private static final class Sheet {
    private final StringBuilder text = new StringBuilder();
    private int leftBytes;

    Sheet(int bytes) {
      this.leftBytes = bytes;
    }

    boolean add(String part) {
      int bytes = part.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > leftBytes) {
        return false;
      }
      leftBytes -= bytes;
      text.append(part);
      return true;
    }

    /** For the few short lines the reserve is kept for. */
    void addAlways(String part) {
      text.append(part);
    }

    String text() {
      return text.toString();
    }
  }
}

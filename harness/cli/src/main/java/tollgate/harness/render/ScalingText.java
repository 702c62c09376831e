package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.Overhead;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.stats.Interval;

/** The story of a sweep for people at a terminal: measured, lost, law, what if. */
public final class ScalingText {

  private static final int BAR = 24;
  private static final int LONGEST_NAME = 120;

  private final Style style;
  private final OptionalInt width;

  /**
   * @param colours whether to mark headings
   * @param width columns to stay inside; empty for no limit
   */
  public ScalingText(boolean colours, OptionalInt width) {
    this.style = new Style(colours);
    this.width = width;
  }

  /** Writes one sweep's story. */
  public void render(ScalingReport report, Appendable out) throws IOException {
    String cpus = report.cpus().isPresent() ? ", " + report.cpus().getAsInt() + " processors" : "";
    line(out, SafeText.isolated(report.id().toString(), LONGEST_NAME) + cpus);
    points(report.points(), out);
    if (report.overhead().isPresent()) {
      overhead(report.overhead().get(), out);
    }
    LossText losses = new LossText(width);
    losses.losses(report, out);
    new FitText(width).write(report.fit(), out);
    // Without any stack its reason has been given.
    if (report.stacks().known().isPresent()) {
      losses.shares(report.shares(), out);
      losses.whatIfs(report.whatIfs(), out);
    }
    for (String note : report.notes()) {
      paragraph(out, "note: " + SafeText.isolated(note, 300));
    }
    out.append('\n');
  }

  /** Explains every word of the story, once for all sweeps. */
  public void glossary(Appendable out) throws IOException {
    line(out, style.dim("Words"));
    for (String entry :
        List.of(
            "efficiency: throughput per thread compared with one thread alone; 100 % loses nothing,"
                + " more means that the one alone is slowed, mostly by a processor asleep between"
                + " its operations",
            "speedup S: how many threads' worth of work N threads do; N − S are lost",
            "contention σ: share of the work done one at a time; coherency κ: cost per pair of"
                + " threads to agree (κ above 0 means more threads can do less)",
            "[a, b]: 95 % interval; run again and the true value lies inside 19 times of 20",
            "a … b after a cause: the least and the most it can be, as waits and the delay after"
                + " them overlap",
            "0?: the 95 % interval reaches 0, so it may not be there at all",
            "doubts: reasons not to believe the fitted law")) {
      paragraph(out, "  " + entry);
    }
  }

  private void points(List<PointReport> points, Appendable out) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("  threads", "ops/s", "95% interval", "efficiency", "95% interval", ""));
    for (PointReport point : points) {
      double efficiency = point.efficiency().orElse(Double.NaN);
      rows.add(
          List.of(
              String.format(Locale.ROOT, "  %7d", point.threads()),
              Figures.value(point.throughput()),
              point.throughputInterval().map(ScalingText::plain).orElse("one fork"),
              Double.isNaN(efficiency) ? Figures.NONE : percent(efficiency),
              point.threads() == 1
                  ? ""
                  : point.efficiencyInterval().map(ScalingText::percents).orElse(""),
              Double.isNaN(efficiency) ? "" : bar(efficiency)));
    }
    out.append(TextTable.of(rows));
  }

  private void overhead(Answer<Overhead> answer, Appendable out) throws IOException {
    if (answer instanceof Answer.CannotSay<Overhead> unknown) {
      paragraph(
          out, "Overhead of coordination: cannot say: " + SafeText.isolated(unknown.reason(), 300));
      return;
    }
    Overhead overhead = answer.known().orElseThrow();
    List<String> figures = new ArrayList<>();
    for (Overhead.At at : overhead.points()) {
      figures.add(
          "N="
              + at.threads()
              + " "
              + percent(at.share())
              + at.interval().map(interval -> " " + percents(interval)).orElse(" (one fork)"));
    }
    paragraph(
        out,
        "Overhead of coordination, against "
            + SafeText.isolated(overhead.control().toString(), LONGEST_NAME)
            + " at the same N: "
            + String.join(", ", figures));
    for (String caveat : overhead.caveats()) {
      paragraph(out, "  not like with like: " + SafeText.isolated(caveat, 300));
    }
  }

  static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.1f %%", 100 * share);
    return text.equals("-0.0 %") ? "0.0 %" : text;
  }

  static String percents(Interval interval) {
    return "[" + percent(interval.low()) + ", " + percent(interval.high()) + "]";
  }

  static String plain(Interval interval) {
    return "[" + Figures.value(interval.low()) + ", " + bound(interval.high()) + "]";
  }

  private static String bound(double high) {
    return high == Double.POSITIVE_INFINITY ? "∞" : Figures.value(high);
  }

  private static String bar(double share) {
    return bar(share, BAR);
  }

  static String bar(double share, int length) {
    int full = (int) Math.round(Math.min(1, Math.max(0, share)) * length);
    return "█".repeat(full) + "░".repeat(length - full);
  }

  private void paragraph(Appendable out, String text) throws IOException {
    Wrap.paragraph(text, width, out);
  }

  private static void line(Appendable out, String text) throws IOException {
    out.append(text.stripTrailing()).append('\n');
  }
}

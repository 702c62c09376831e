package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.CauseShare;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.WhatIf;
import tollgate.harness.stats.Interval;

/** The story of a sweep for people at a terminal: measured, lost, law, what if. */
public final class ScalingText {

  private static final int BAR = 24;
  private static final int LONGEST_NAME = 120;
  private static final int MOST_CAUSES = 5;
  private static final double SMALLEST_SHARE = 0.005;

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
    losses(report, out);
    new FitText(width).write(report.fit(), out);
    shares(report.shares(), out);
    whatIfs(report.whatIfs(), out);
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
            "efficiency: throughput per thread compared with one thread alone; 100 % loses nothing",
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

  private void losses(ScalingReport report, Appendable out) throws IOException {
    if (report.stacks() instanceof Answer.CannotSay<List<LossStack>> unknown) {
      paragraph(out, "Where the loss goes: cannot say: " + unknown.reason());
      return;
    }
    List<LossStack> stacks = report.stacks().known().orElse(List.of());
    stacks(stacks, out);
    LossStack widest = stacks.get(stacks.size() - 1);
    widest(widest, report.cpus(), out);
  }

  /** One column per thread count, one row per cause that matters anywhere. */
  private void stacks(List<LossStack> stacks, Appendable out) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("  Where N threads go"));
    stacks.forEach(stack -> head.add("N=" + stack.threads()));
    rows.add(head);
    List<String> work = new ArrayList<>(List.of("  work done (speedup S)"));
    stacks.forEach(stack -> work.add(threads(stack.speedup())));
    rows.add(work);
    for (Cause cause : Cause.values()) {
      List<String> row = new ArrayList<>(List.of("  " + cause.meaning()));
      boolean matters = false;
      for (LossStack stack : stacks) {
        double lost = lost(stack, cause);
        matters |= matters(Math.abs(lost), stack.threads());
        row.add(threads(lost));
      }
      if (matters) {
        rows.add(row);
      }
    }
    out.append(TextTable.of(rows));
  }

  private void widest(LossStack stack, OptionalInt cpus, Appendable out) throws IOException {
    line(out, "  Of " + stack.threads() + " threads:");
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("    work done", threads(stack.speedup()), "", bar(share(stack, stack.speedup()))));
    stack.losses().stream()
        .filter(loss -> matters(loss.lostThreads(), stack.threads()))
        .limit(MOST_CAUSES)
        .forEach(
            loss ->
                rows.add(
                    List.of(
                        "    " + loss.cause().meaning(),
                        threads(loss.lostThreads()),
                        range(loss),
                        bar(share(stack, loss.lostThreads())))));
    out.append(TextTable.of(rows));
    if (stack.hardwareCeiling().isPresent()) {
      paragraph(out, ceiling(stack, stack.hardwareCeiling().getAsDouble(), cpus.orElse(0)));
    }
  }

  private static String ceiling(LossStack stack, double most, int cpus) {
    String allowed =
        String.format(
            Locale.ROOT,
            "  %d processors allow a speedup of %.1f at most for work that computes as it does"
                + " alone",
            cpus,
            most);
    // A thread alone meets cold caches and clocks, so in company an operation can take less.
    return stack.speedup() > most
        ? allowed + "; here it computes less in company, and they bound nothing."
        : allowed
            + String.format(
                Locale.ROOT,
                ": of the %.1f threads lost, %.1f are the hardware's, %.1f coordination's.",
                stack.threads() - stack.speedup(),
                stack.beyondHardware(),
                stack.coordination());
  }

  private void shares(Answer<List<CauseShare>> shares, Appendable out) throws IOException {
    List<String> parts = new ArrayList<>();
    shares.known().orElse(List.of()).stream()
        .filter(s -> Math.abs(s.sigma()) >= 0.001 || Math.abs(s.kappa()) >= 0.0001)
        .forEach(
            s ->
                parts.add(
                    s.cause().meaning()
                        + " σ "
                        + Figures.value(s.sigma())
                        + " κ "
                        + Figures.value(s.kappa())));
    if (!parts.isEmpty()) {
      paragraph(out, "  By cause: " + String.join("; ", parts));
    }
  }

  private void whatIfs(Answer<List<WhatIf>> whatIfs, Appendable out) throws IOException {
    for (WhatIf whatIf : whatIfs.known().orElse(List.of())) {
      paragraph(
          out,
          String.format(
              Locale.ROOT,
              "  What if (a model, not a measurement) %d threads spent no more time %s than one"
                  + " alone: %s ops/s, %.2f × the measured%s",
              whatIf.threads(),
              whatIf.cause().meaning(),
              Figures.value(whatIf.throughput()),
              whatIf.gain(),
              whatIf.cappedByProcessors() ? "; the processors stop it there" : ""));
    }
  }

  private static double lost(LossStack stack, Cause cause) {
    return stack.losses().stream()
        .filter(loss -> loss.cause() == cause)
        .mapToDouble(LossStack.Loss::lostThreads)
        .sum();
  }

  private static double share(LossStack stack, double threads) {
    return threads / stack.threads();
  }

  private static String range(LossStack.Loss loss) {
    String low = threads(loss.low());
    String high = threads(loss.high());
    return low.equals(high) ? "" : low + " … " + high;
  }

  /** Whether so many of N threads are worth a line. */
  static boolean matters(double lost, int threads) {
    return lost >= SMALLEST_SHARE * threads;
  }

  static String threads(double threads) {
    String text = String.format(Locale.ROOT, "%.1f", threads);
    return text.equals("-0.0") ? "0.0" : text;
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
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
    int start = text.length() - text.stripLeading().length();
    String indent = " ".repeat(start);
    for (String part : Wrap.lines(text.strip(), width, indent)) {
      line(out, part);
    }
  }

  private static void line(Appendable out, String text) throws IOException {
    out.append(text.stripTrailing()).append('\n');
  }
}

package tollgate.harness.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.CauseShare;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.WhatIf;

/** Where the threads of a sweep go, in words: the split, its bound, its causes' parts, what if. */
final class LossText {

  private static final int BAR = 24;
  private static final int MOST_CAUSES = 5;
  private static final double SMALLEST_SHARE = 0.005;

  /** From this share on, other processes' use of the processors is told. */
  private static final double MUCH_FOREIGN = 0.05;

  private final OptionalInt width;

  LossText(OptionalInt width) {
    this.width = width;
  }

  /** The split at every thread count, and at the most of them with bounds. */
  void losses(ScalingReport report, Appendable out) throws IOException {
    if (report.stacks() instanceof Answer.CannotSay<List<LossStack>> unknown) {
      paragraph(
          out, "Where the loss goes: cannot say: " + SafeText.isolated(unknown.reason(), 300));
      return;
    }
    List<LossStack> stacks = report.stacks().known().orElse(List.of());
    stacks(stacks, out);
    for (Map.Entry<Integer, String> missing : report.unexplained().entrySet()) {
      paragraph(
          out,
          "  N="
              + missing.getKey()
              + ": cannot say: "
              + SafeText.isolated(missing.getValue(), 300));
    }
    widest(stacks.get(stacks.size() - 1), report.cpus(), out);
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
    out.append("  Of ").append(String.valueOf(stack.threads())).append(" threads:\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("    work done", threads(stack.speedup()), "", bar(stack, stack.speedup())));
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
                        bar(stack, loss.lostThreads()))));
    out.append(TextTable.of(rows));
    String shrunk =
        stack.losses().stream()
            .filter(loss -> matters(-loss.lostThreads(), stack.threads()))
            .map(loss -> loss.cause().meaning() + " " + threads(loss.lostThreads()))
            .collect(Collectors.joining(", "));
    if (!shrunk.isEmpty()) {
      paragraph(out, "    less: " + shrunk);
    }
    paragraph(out, "  " + bound(stack, cpus.orElse(0)));
  }

  private static String bound(LossStack stack, int cpus) {
    if (stack.hardwareCeiling() instanceof Answer.CannotSay<Double> unknown) {
      return "No share of it is the processors' alone: " + unknown.reason() + ".";
    }
    double most = stack.hardwareCeiling().known().orElseThrow();
    String text =
        "A bound, not a part of the split: if an operation computes as little as at the best point, "
            + cpus
            + " processors allow ";
    if (most >= stack.threads()) {
      text += "all " + stack.threads() + " threads their work";
    } else {
      text +=
          String.format(
              Locale.ROOT,
              "a speedup of %.1f at most; %.1f of the %.1f threads lost lie beyond it",
              most,
              stack.beyondHardware().orElse(0),
              stack.lost());
    }
    double foreign = stack.context().foreignBusy();
    return foreign > MUCH_FOREIGN
        ? text
            + String.format(
                Locale.ROOT,
                ". It ignores other processes, such as the database, which used %.0f %% of them.",
                100 * foreign)
        : text + ".";
  }

  /** Parts of σ and κ by cause, with their sum. */
  void shares(Answer<List<CauseShare>> answer, Appendable out) throws IOException {
    if (answer instanceof Answer.CannotSay<List<CauseShare>> unknown) {
      paragraph(out, "  By cause: cannot say: " + SafeText.isolated(unknown.reason(), 300));
      return;
    }
    List<CauseShare> shares = answer.known().orElse(List.of());
    List<String> parts = new ArrayList<>();
    shares.stream()
        .filter(s -> Math.abs(s.sigma()) >= 0.001 || Math.abs(s.kappa()) >= 0.0001)
        .forEach(s -> parts.add(part(s.cause().meaning(), s.sigma(), s.kappa())));
    parts.add(
        part(
            "all together",
            shares.stream().mapToDouble(CauseShare::sigma).sum(),
            shares.stream().mapToDouble(CauseShare::kappa).sum()));
    paragraph(
        out,
        "  By cause (of a straight regression, not the law above): " + String.join("; ", parts));
  }

  private static String part(String name, double sigma, double kappa) {
    return name + " σ " + Figures.value(sigma) + " κ " + Figures.value(kappa);
  }

  void whatIfs(Answer<List<WhatIf>> answer, Appendable out) throws IOException {
    if (answer instanceof Answer.CannotSay<List<WhatIf>> unknown) {
      paragraph(out, "  What if: cannot say: " + SafeText.isolated(unknown.reason(), 300));
      return;
    }
    for (WhatIf whatIf : answer.known().orElse(List.of())) {
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
              switch (whatIf.stop()) {
                case NONE -> "";
                case PROCESSORS -> "; the processors stop it there";
                case PERFECT_SCALING -> "; that is N times the work of one, the model's end";
              }));
    }
  }

  private static double lost(LossStack stack, Cause cause) {
    return stack.losses().stream()
        .filter(loss -> loss.cause() == cause)
        .mapToDouble(LossStack.Loss::lostThreads)
        .sum();
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

  private static String bar(LossStack stack, double threads) {
    return ScalingText.bar(threads / stack.threads(), BAR);
  }

  private void paragraph(Appendable out, String text) throws IOException {
    Wrap.paragraph(text, width, out);
  }
}

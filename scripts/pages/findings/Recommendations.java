import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.WhatIf;

/** What to change, by what can be won. */
final class Recommendations {

  private static final double WORTH_IT = 1.02;

  private final Page page;
  private final Again again;

  Recommendations(Page page, Again again) {
    this.page = page;
    this.again = again;
  }

  void write(List<ScalingReport> ranked) {
    page.line("## What to do, most to win first");
    page.line("");
    page.line("What can be won is a model, not a measurement: throughput at %d agents if the one cause took no more of a step than alone and nothing else changed,", Figures.MOST);
    page.line("up to what the processors, with all that runs on them, or perfect scaling allow. Waiting for a processor is no such cause: only more processors, or less work a step, take it away.");
    page.line("");
    ranked.stream()
        .filter(Figures::loses)
        .sorted(Comparator.comparingDouble(Recommendations::gain).reversed())
        .forEach(this::recommend);
    List<String> others =
        ranked.stream()
            .filter(report -> Figures.missing(report).isEmpty() && !Figures.loses(report))
            .map(report -> Labels.name(report) + " " + Labels.percent(report, Figures.MOST))
            .toList();
    if (!others.isEmpty()) {
      page.line("- No loss is shown, for the interval, or the efficiency of a single fork, reaches 100 %%: %s.", String.join(", ", others));
    }
    ranked.forEach(report ->
        Figures.missing(report).ifPresent(reason -> page.line("- **%s**: cannot say what it loses: %s.", Labels.name(report), reason)));
    page.line("");
  }

  /** The largest gain of the model; below every gain where it cannot say. */
  private static double gain(ScalingReport report) {
    return report.whatIfs().known().map(all -> all.isEmpty() ? 1.0 : all.get(0).gain()).orElse(0.0);
  }

  private void recommend(ScalingReport report) {
    StringBuilder text = new StringBuilder();
    text.append("- **").append(Labels.name(report)).append("**");
    Optional<WhatIf> best = report.whatIfs().known().flatMap(all -> all.stream().filter(w -> w.gain() >= WORTH_IT).findFirst());
    if (best.isPresent()) {
      WhatIf first = best.get();
      text.append(String.format(Locale.ROOT, ": up to %.2f × without %s%s%s.", first.gain(), first.cause().meaning(), stop(first.stop()), unseen(report, first)));
    } else if (report.whatIfs().known().isPresent()) {
      text.append(
          report.whatIfs().known().get().stream().anyMatch(whatIf -> whatIf.stop() == WhatIf.Stop.PROCESSORS)
              ? ": to take away one cause wins next to nothing, for all that runs on the processors keeps them busy."
              : ": no single cause but the processors is worth taking away.");
    } else {
      text.append(": cannot say what can be won (").append(report.whatIfs().reason()).append(").");
    }
    List<LossStack> stacks = report.stacks().known().orElse(List.of());
    if (!stacks.isEmpty()) {
      LossStack stack = stacks.get(stacks.size() - 1);
      explain(report, stack, best.map(WhatIf::cause), text);
    }
    text.append(" Again: ").append(again.command(report.id())).append('.');
    page.line("%s", text.toString());
  }

  /** What a gain leaves out where the ledger's fork did not record how busy the machine was. */
  private static String unseen(ScalingReport report, WhatIf whatIf) {
    boolean seen = Figures.stack(report, whatIf.threads()).map(stack -> !Double.isNaN(stack.context().hostBusy())).orElse(false);
    return seen ? "" : " (what other processes compute is not known, and not taken into account)";
  }

  private static String stop(WhatIf.Stop stop) {
    return switch (stop) {
      case NONE -> "";
      case PROCESSORS -> ", where the processors stop it";
      case PERFECT_SCALING -> ", which is perfect scaling";
    };
  }

  private static void explain(ScalingReport report, LossStack stack, Optional<Cause> won, StringBuilder text) {
    List<LossStack.Loss> largest = Figures.largest(stack);
    if (largest.isEmpty()) {
      return;
    }
    LossStack.Loss first = largest.get(0);
    text.append(String.format(Locale.ROOT, " At %d agents %.1f are lost, most to %s (%.1f).", stack.threads(), stack.lost(), first.cause().meaning(), first.lostThreads()));
    Set<Cause> causes = new LinkedHashSet<>();
    causes.add(first.cause());
    won.ifPresent(causes::add);
    causes.forEach(cause -> text.append(' ').append(Advice.against(cause, stack, report.id())));
    if (causes.contains(Cause.DATABASE_SOCKET) || Advice.databaseWorks(stack, report.id())) {
      text.append(Advice.server(stack));
    }
    OptionalDouble beyond = stack.beyondHardware();
    if (beyond.isPresent() && beyond.getAsDouble() > 0) {
      text.append(String.format(Locale.ROOT,
          " A bound, not a part of the split: %.1f agents are more than these processors could serve if every step computed as little as at the best point%s.",
          beyond.getAsDouble(),
          Advice.othersWork(stack) ? ", and what other processes do is not in it" : ""));
    }
  }
}

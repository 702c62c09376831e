import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;

/** Where the agents of a sweep go. */
final class Splits {

  private final Page page;

  Splits(Page page) {
    this.page = page;
  }

  void write(List<ScalingReport> ranked) {
    page.line("## The split, from one agent to %d", Figures.MOST);
    page.line("");
    page.line("Agents that each cause takes from N; with the work done they sum to N. Causes below half a percent are left out. A cause can take more than is");
    page.line("lost where another shrinks: who waits for a leader's decision does not wait for a model meanwhile.");
    page.line("");
    for (ScalingReport report : ranked) {
      page.line("### %s", Labels.name(report));
      page.line("");
      split(report);
    }
  }

  /** Where the agents of one sweep go, a row for each thread count, and what limits that. */
  void split(ScalingReport report) {
    List<LossStack> stacks = report.stacks().known().orElse(List.of());
    if (stacks.isEmpty()) {
      page.line("Cannot say: %s.", report.stacks().reason());
      page.line("");
      return;
    }
    Set<Cause> causes = new LinkedHashSet<>();
    for (LossStack stack : stacks) {
      stack.losses().stream().filter(loss -> Math.abs(loss.lostThreads()) >= Figures.SHOWN * stack.threads()).forEach(loss -> causes.add(loss.cause()));
    }
    page.line("| agents | efficiency | work done | %s |", causes.stream().map(Cause::meaning).collect(Collectors.joining(" | ")));
    page.line("|---|---|---|%s", "---|".repeat(causes.size()));
    for (LossStack stack : stacks) {
      page.line("| %d | %s | %.1f | %s |",
          stack.threads(),
          Labels.percent(report, stack.threads()),
          stack.speedup(),
          causes.stream().map(cause -> String.format(Locale.ROOT, "%.1f", Figures.lost(stack, cause))).collect(Collectors.joining(" | ")));
    }
    page.line("");
    report.unexplained().forEach((threads, reason) ->
        page.line("%d agents, %s: cannot say: %s.  ", threads, Labels.percent(report, threads), reason));
    report.notes().forEach(note -> page.line("%s.  ", note));
    page.line("");
  }
}

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.Sweeps;

/** Which pattern loses most, and to what. */
final class Ranking {

  private final Page page;

  Ranking(Page page) {
    this.page = page;
  }

  /** Ranks {@code patterns} as they come, and says why {@code unknown} are missing. */
  void write(List<ScalingReport> patterns, List<Sweeps.Found> unknown) {
    page.line("## Ranked by what is lost at %d agents", Figures.MOST);
    page.line("");
    page.line("| pattern | steps/s alone | efficiency at %d | at %d | of %d agents lost | most of it to | then to |", Figures.SOME, Figures.MOST, Figures.MOST);
    page.line("|---|---|---|---|---|---|---|");
    for (ScalingReport report : patterns) {
      page.line("| %s | %s | %s | %s | %s | %s | %s |",
          Labels.name(report),
          Labels.number(Figures.point(report, 1).map(PointReport::throughput).orElse(Double.NaN)),
          Labels.percent(report, Figures.SOME),
          Labels.percent(report, Figures.MOST),
          Figures.missing(report).orElse(String.format(Locale.ROOT, "%.1f", Figures.MOST * (1 - Figures.efficiency(report, Figures.MOST)))),
          cause(report, 0),
          cause(report, 1));
    }
    page.line("");
    page.line("–: the interval, or the efficiency of a single fork, reaches 100 %%, so no loss is shown. *no ledger explains it*: see the split below, which says why.");
    unknown.forEach(one -> page.line("Not ranked: %s: cannot say: %s.", Labels.name(one.id()), one.sweep().reason()));
    aboveAHundred(patterns);
    page.line("");
  }

  /** Why a lone agent is slower than one in company, where that is shown. */
  private void aboveAHundred(List<ScalingReport> patterns) {
    List<String> above = patterns.stream().filter(report -> report.points().stream().anyMatch(Ranking::isAbove)).map(report -> Labels.name(report)).toList();
    if (above.isEmpty()) {
      return;
    }
    page.line("Above 100 %% by the whole interval somewhere (%s): an agent alone is slowed, probably because its processor falls asleep between two steps.", String.join(", ", above));
    patterns.stream()
        .filter(report -> report.id().benchmark().contains(".Independent."))
        .findFirst()
        .flatMap(control -> Figures.stack(control, Figures.MOST).map(stack -> computing(control, stack)))
        .ifPresent(text -> page.line("%s", text));
  }

  private static boolean isAbove(PointReport point) {
    return point.threads() > 1 && point.efficiencyInterval().map(interval -> interval.low() > 1).orElse(false);
  }

  /** Waking costs processor time, so an agent that is woken less computes less. */
  private static String computing(ScalingReport control, LossStack stack) {
    double micros = Figures.lost(stack, Cause.CPU) / Figures.point(control, Figures.MOST).orElseThrow().throughput() * 1e6;
    return micros < 0
        ? String.format(Locale.ROOT, "One step of an independent agent computes %.0f µs less among %d than alone.", -micros, Figures.MOST)
        : String.format(Locale.ROOT, "One step of an independent agent computes no less among %d than alone, which does not bear that out.", Figures.MOST);
  }

  private static String cause(ScalingReport report, int rank) {
    if (Figures.missing(report).isPresent()) {
      return "";
    }
    if (!Figures.loses(report)) {
      return "–";
    }
    Optional<LossStack> stack = Figures.stack(report, Figures.MOST);
    if (stack.isEmpty()) {
      return rank == 0 ? "no ledger explains it" : "";
    }
    List<LossStack.Loss> losses = Figures.largest(stack.get());
    return rank < losses.size()
        ? String.format(Locale.ROOT, "%s (%.1f agents)", losses.get(rank).cause().meaning(), losses.get(rank).lostThreads())
        : "";
  }
}

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;

/** Which pattern loses most, and to what. */
final class Ranking {

  private final Page page;

  Ranking(Page page) {
    this.page = page;
  }

  void write(List<ScalingReport> ranked) {
    page.line("## Ranked by what is lost at %d agents", Figures.MOST);
    page.line("");
    page.line("| pattern | steps/s alone | efficiency at %d | at %d | of %d agents lost | most of it to | then to |", Figures.SOME, Figures.MOST, Figures.MOST);
    page.line("|---|---|---|---|---|---|---|");
    for (ScalingReport report : ranked) {
      boolean loses = Figures.point(report, Figures.MOST).map(PointReport::loses).orElse(false);
      Optional<LossStack> stack = Figures.stack(report, Figures.MOST);
      page.line("| %s | %s | %s | %s | %s | %s | %s |",
          Labels.name(report),
          Labels.number(Figures.point(report, 1).map(PointReport::throughput).orElse(Double.NaN)),
          Labels.percent(report, Figures.SOME),
          Labels.percent(report, Figures.MOST),
          String.format(Locale.ROOT, "%.1f", Figures.MOST * (1 - Figures.efficiency(report, Figures.MOST))),
          loses ? stack.map(s -> loss(s, 0)).orElse("cannot say") : "–",
          loses ? stack.map(s -> loss(s, 1)).orElse("") : "–");
    }
    page.line("");
    page.line("–: the interval reaches 100 %%, so no loss is shown. *cannot say*: the ledger's fork did not work as the scored ones did; the split below tells where.");
    ranked.stream().filter(report -> Figures.point(report, Figures.MOST).isPresent() && report.id().benchmark().contains(".Independent.")).findFirst().ifPresent(this::aboveAHundred);
    page.line("");
  }

  /** Why a lone agent is slower than one in company. */
  private void aboveAHundred(ScalingReport control) {
    page.line("Above 100 %%: an agent alone is slowed, for its processor falls asleep between two steps.");
    Figures.stack(control, Figures.MOST).ifPresent(stack -> {
      double micros = Figures.lost(stack, Cause.CPU) / Figures.point(control, Figures.MOST).orElseThrow().throughput() * 1e6;
      page.line("One step of an independent agent computes %.0f µs %s among %d than alone.", Math.abs(micros), micros < 0 ? "less" : "more", Figures.MOST);
    });
  }

  private static String loss(LossStack stack, int rank) {
    List<LossStack.Loss> losses = Figures.largest(stack);
    return rank < losses.size()
        ? String.format(Locale.ROOT, "%s (%.1f agents)", losses.get(rank).cause().meaning(), losses.get(rank).lostThreads())
        : "–";
  }
}

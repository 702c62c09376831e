import java.util.List;
import java.util.Optional;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.stats.Interval;

/** Is 72 % of the efficiency lost at fifty agents? */
final class LossClaim {

  private static final double KEPT = 0.28;

  private final Page page;

  LossClaim(Page page) {
    this.page = page;
  }

  void write(List<ScalingReport> patterns, Optional<ScalingReport> gil) {
    page.line("### 72 %% of the efficiency is lost at %d agents", Figures.MOST);
    page.line("");
    List<String> surely = patterns.stream().filter(r -> interval(r).map(i -> i.high() <= KEPT).orElse(false)).map(Labels::name).toList();
    List<String> maybe = patterns.stream().filter(r -> interval(r).map(i -> i.low() <= KEPT && i.high() > KEPT).orElse(false)).map(Labels::name).toList();
    page.line("**%s** %d of %d patterns surely lose as much on these processors (the whole interval of the efficiency is at most 28 %%)%s; %s.",
        !surely.isEmpty() ? "True of some, no rule." : maybe.isEmpty() ? "Refuted." : "Not decided.",
        surely.size(),
        patterns.size(),
        surely.isEmpty() ? "" : ": " + String.join(", ", surely),
        maybe.isEmpty() ? "no other may" : maybe.size() + " more may: " + String.join(", ", maybe));
    gil.flatMap(LossClaim::interval).ifPresent(i ->
        page.line("Agents that wait 13 ms for each ms they compute %s under the emulated lock: they keep %s.",
            i.high() <= KEPT ? "lose as much" : i.low() <= KEPT ? "may lose as much" : "lose less", Labels.percent(gil.get(), Figures.MOST)));
    page.line("");
  }

  private static Optional<Interval> interval(ScalingReport report) {
    return Figures.point(report, Figures.MOST).flatMap(PointReport::efficiencyInterval);
  }
}

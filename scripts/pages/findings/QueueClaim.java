import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tollgate.harness.scaling.ScalingAnalysis;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.Sweep;
import tollgate.harness.scaling.SweepId;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.LogMean;

/** Does the queue hold to about thirty agents? */
final class QueueClaim {

  private static final int CLAIMED = 30;

  private final Page page;
  private final Map<SweepId, Sweep> sweeps;

  QueueClaim(Page page, Map<SweepId, Sweep> sweeps) {
    this.page = page;
    this.sweeps = sweeps;
  }

  void write(List<ScalingReport> patterns) {
    page.line("### The queue holds to about %d agents", CLAIMED);
    page.line("");
    for (ScalingReport report : patterns) {
      if (report.id().benchmark().contains(".Queue.")) {
        page.line("- **%s**: %s %s", Labels.name(report), beyond(report), early(report));
      }
    }
    page.line("");
  }

  /** What the throughput does beyond the claim. */
  private String beyond(ScalingReport report) {
    Optional<LogMean> there = throughput(report, CLAIMED);
    Optional<LogMean> most = throughput(report, Figures.MOST);
    Optional<Interval> interval = there.flatMap(x -> most.flatMap(y -> y.ratioInterval(x, ScalingAnalysis.CONFIDENCE)));
    if (interval.isEmpty()) {
      return "cannot say: it needs two forks at " + CLAIMED + " and at " + Figures.MOST + " agents.";
    }
    String ratio =
        String.format(Locale.ROOT, "%s steps/s at %d agents and %s at %d, %.2f × (%.2f … %.2f)",
            Labels.number(there.orElseThrow().value()), CLAIMED, Labels.number(most.orElseThrow().value()), Figures.MOST,
            Math.exp(most.get().mean() - there.get().mean()), interval.get().low(), interval.get().high());
    Optional<LogMean> before = lessThan(report, CLAIMED);
    boolean fallsBefore = before.flatMap(x -> there.get().ratioInterval(x, ScalingAnalysis.CONFIDENCE)).map(i -> i.high() < 1).orElse(false);
    String verdict =
        fallsBefore
            ? "refuted of throughput, which falls before"
            : interval.get().low() > 1
                ? "refuted of throughput, which still grows beyond"
                : interval.get().high() < 1
                    ? "confirmed of throughput, which falls beyond"
                    : "not decided: beyond, throughput may grow or fall";
    return verdict + ": " + ratio + ".";
  }

  /** What is left of the efficiency long before. */
  private static String early(ScalingReport report) {
    Optional<Interval> interval = Figures.point(report, Figures.SOME).flatMap(PointReport::efficiencyInterval);
    boolean lost = interval.map(i -> i.high() < 1).orElse(false);
    return String.format(Locale.ROOT, "Efficiency %s: %s there, %s at %d.",
        lost ? "was already being lost at " + Figures.SOME + " agents" : "is not shown to be lost at " + Figures.SOME + " agents",
        Labels.percent(report, Figures.SOME), Labels.percent(report, CLAIMED), CLAIMED);
  }

  /** Throughput at the most agents below {@code threads}. */
  private Optional<LogMean> lessThan(ScalingReport report, int threads) {
    return report.points().stream().map(PointReport::threads).filter(n -> n < threads).max(Comparator.naturalOrder()).flatMap(n -> throughput(report, n));
  }

  private Optional<LogMean> throughput(ScalingReport report, int threads) {
    return Optional.ofNullable(sweeps.get(report.id()))
        .flatMap(sweep -> sweep.points().stream().filter(point -> point.threads() == threads).findFirst())
        .map(Sweep.Point::throughput);
  }
}

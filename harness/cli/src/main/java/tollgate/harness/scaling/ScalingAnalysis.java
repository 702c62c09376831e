package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.LogMean;

/** From a sweep to its whole story. */
public final class ScalingAnalysis {

  /** Confidence of every interval in the report. */
  public static final double CONFIDENCE = 0.95;

  private ScalingAnalysis() {}

  /** Explains every sweep among {@code found}, coordination by the control beside it. */
  public static List<ScalingReport> explain(List<Sweeps.Found> found) {
    List<ScalingReport> reports = new ArrayList<>();
    for (Sweeps.Found one : found) {
      one.sweep().known().ifPresent(sweep -> reports.add(explain(sweep, found)));
    }
    return List.copyOf(reports);
  }

  /**
   * Explains {@code sweep}.
   *
   * @param all every benchmark found with it, among which a control may be
   */
  public static ScalingReport explain(Sweep sweep, List<Sweeps.Found> all) {
    return new ScalingReport(
        sweep.id(),
        sweep.cpus(),
        points(sweep),
        FitAnalysis.fit(sweep),
        LossAnalysis.stacks(sweep),
        LossAnalysis.unexplained(sweep),
        Overheads.of(sweep, all),
        LossAnalysis.shares(sweep),
        LossAnalysis.whatIfs(sweep),
        sweep.notes());
  }

  static List<PointReport> points(Sweep sweep) {
    Optional<LogMean> single = sweep.single().map(Sweep.Point::throughput);
    List<PointReport> points = new ArrayList<>();
    for (Sweep.Point point : sweep.points()) {
      LogMean throughput = point.throughput();
      int threads = point.threads();
      boolean self = threads == 1;
      points.add(
          new PointReport(
              threads,
              throughput.count(),
              throughput.value(),
              throughput.interval(CONFIDENCE),
              single
                  .map(x1 -> OptionalDouble.of(throughput.value() / (threads * x1.value())))
                  .orElse(OptionalDouble.empty()),
              self
                  ? Optional.of(new Interval(1, 1))
                  : single
                      .flatMap(x1 -> throughput.ratioInterval(x1, CONFIDENCE))
                      .map(i -> new Interval(i.low() / threads, i.high() / threads)),
              point.ledgerSpeed()));
    }
    return points;
  }
}

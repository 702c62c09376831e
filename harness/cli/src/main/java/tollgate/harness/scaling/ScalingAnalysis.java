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

  /** Explains {@code sweep}. */
  public static ScalingReport explain(Sweep sweep) {
    Answer<List<LossStack>> stacks = LossAnalysis.stacks(sweep);
    return new ScalingReport(
        sweep.id(),
        sweep.cpus(),
        points(sweep),
        FitAnalysis.fit(sweep),
        stacks,
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
                      .map(i -> new Interval(i.low() / threads, i.high() / threads))));
    }
    return points;
  }
}

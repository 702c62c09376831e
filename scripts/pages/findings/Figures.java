import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;

/** What a report says of one number of agents. */
final class Figures {

  static final int SOME = 10;
  static final int MOST = 50;

  /** Of the agents: a cause that takes less is left out. */
  static final double SHOWN = 0.005;

  private Figures() {}

  static Optional<PointReport> point(ScalingReport report, int threads) {
    return report.points().stream().filter(point -> point.threads() == threads).findFirst();
  }

  static double efficiency(ScalingReport report, int threads) {
    return point(report, threads).map(PointReport::efficiency).orElse(OptionalDouble.empty()).orElse(Double.NaN);
  }

  static Optional<LossStack> stack(ScalingReport report, int threads) {
    return report.stacks().known().orElse(List.of()).stream().filter(stack -> stack.threads() == threads).findFirst();
  }

  static List<LossStack.Loss> largest(LossStack stack) {
    return stack.losses().stream()
        .filter(loss -> loss.lostThreads() >= SHOWN * stack.threads())
        .sorted(Comparator.comparingDouble(LossStack.Loss::lostThreads).reversed())
        .toList();
  }

  static double lost(LossStack stack, Cause cause) {
    double lost = stack.losses().stream().filter(loss -> loss.cause() == cause).mapToDouble(LossStack.Loss::lostThreads).sum();
    return Math.abs(lost) < 0.05 ? 0 : lost;
  }
}

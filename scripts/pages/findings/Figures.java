import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tollgate.harness.model.Cause;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.stats.Interval;

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

  /** The interval of the efficiency; empty also where forks give none. */
  static Optional<Interval> interval(ScalingReport report, int threads) {
    return point(report, threads).flatMap(PointReport::efficiencyInterval);
  }

  /** Why the efficiency at the most agents is not known; empty where it is. */
  static Optional<String> missing(ScalingReport report) {
    Optional<PointReport> most = point(report, MOST);
    if (most.isEmpty()) {
      return Optional.of("not measured at " + MOST + " agents");
    }
    return most.get().efficiency().isPresent() ? Optional.empty() : Optional.of("one agent alone was not measured");
  }

  /** Whether a loss is shown at the most agents; false also where nothing is known of it. */
  static boolean loses(ScalingReport report) {
    return point(report, MOST).map(PointReport::loses).orElse(false);
  }

  /** How long an agent waits for each unit of time it computes; NaN where its parameters do not tell. */
  static double waiting(ScalingReport report) {
    Map<String, String> params = report.id().params();
    String think = params.getOrDefault("thinkMicros", "");
    String compute = params.getOrDefault("computeMicros", "");
    return think.matches("[0-9]{1,9}") && compute.matches("[1-9][0-9]{0,8}") ? Double.parseDouble(think) / Double.parseDouble(compute) : Double.NaN;
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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tollgate.harness.model.Run;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.ScalingAnalysis;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.Sweep;
import tollgate.harness.scaling.SweepId;
import tollgate.harness.scaling.Sweeps;
import tollgate.harness.stats.LogMean;

/** What was measured and what it says, with what is missing and why. */
final class Evidence {

  private final List<Run> runs;
  private final List<Sweeps.Found> found;
  private final List<ScalingReport> reports;

  /**
   * Explains what was found.
   *
   * @param runs the scored forks, as measured
   * @param found every benchmark of them, ledgers included
   */
  Evidence(List<Run> runs, List<Sweeps.Found> found) {
    this.runs = List.copyOf(runs);
    this.found = List.copyOf(found);
    this.reports = ScalingAnalysis.explain(found);
  }

  List<Run> runs() {
    return runs;
  }

  /** Every sweep, explained. */
  List<ScalingReport> reports() {
    return reports;
  }

  /** The patterns whose results make a sweep: who loses most first, who cannot be ranked last. */
  List<ScalingReport> patterns() {
    return reports.stream()
        .filter(report -> !isInterpreter(report.id()))
        .sorted(Comparator.comparingDouble(report -> Figures.efficiency(report, Figures.MOST)))
        .toList();
  }

  /** The patterns whose results make none: they were measured, so they count among the patterns. */
  List<Sweeps.Found> unknown() {
    return found.stream().filter(one -> !isInterpreter(one.id()) && one.sweep().known().isEmpty()).toList();
  }

  /** The agents in the emulated interpreter, with its lock ({@code GIL}) or without ({@code FREE}). */
  Answer<ScalingReport> interpreter(String runtime) {
    Optional<ScalingReport> report = reports.stream().filter(one -> isInterpreter(one.id(), runtime)).findFirst();
    if (report.isPresent()) {
      return Answer.of(report.get());
    }
    String reason =
        found.stream().filter(one -> isInterpreter(one.id(), runtime)).map(one -> one.sweep().reason()).findFirst().orElse("it is not among the results");
    return Answer.cannotSay("Interpreter " + runtime + ": " + reason);
  }

  /** What the scored forks did at one number of agents. */
  Optional<LogMean> throughput(SweepId id, int threads) {
    return found.stream()
        .filter(one -> one.id().equals(id))
        .flatMap(one -> one.sweep().known().stream())
        .flatMap(sweep -> sweep.points().stream())
        .filter(point -> point.threads() == threads)
        .map(Sweep.Point::throughput)
        .findFirst();
  }

  private static boolean isInterpreter(SweepId id) {
    return id.benchmark().contains(".Interpreter.");
  }

  private static boolean isInterpreter(SweepId id, String runtime) {
    return isInterpreter(id) && runtime.equals(id.params().get("runtime"));
  }
}

package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.Document;
import tollgate.harness.run.Interleaving;
import tollgate.harness.run.JmhRun;
import tollgate.harness.run.RunOutcome;
import tollgate.harness.run.RunPlan;
import tollgate.harness.run.Side;
import tollgate.harness.verdict.Objectives;
import tollgate.harness.verdict.Report;

/** Whether objectives are kept, which a gate can say without a baseline to compare with. */
final class GateObjectives {

  private GateObjectives() {}

  /**
   * Of what was measured.
   *
   * @param baseline the one that is missing
   * @param source where the candidate's sessions are from
   * @param candidate its sessions
   */
  static Document alone(GateBaseline baseline, String source, List<Run> candidate, Policy policy) {
    return Document.of(
        Objectives.addTo(
            baseline.nothing(Optional.of(source), Optional.empty()), candidate, policy),
        List.of(),
        candidate.stream().map(Run::source).toList());
  }

  /**
   * Of what is measured now, once: scenarios take as long as they take, and what another version
   * kept is no measure of what has to be kept.
   *
   * @param folder where results go
   * @throws tollgate.harness.model.InputException when not all that was planned was measured
   */
  static Document measured(
      Console console, GateBaseline baseline, RunPlan plan, Policy policy, Path folder)
      throws IOException, InterruptedException {
    RunOutcome outcome =
        new JmhRun(plan, console.directory(), ProgressLine.on(console), InstantSource.system())
            .into(folder);
    RunCommand.requireComplete(console, folder, outcome);
    return alone(baseline, folder.toString(), Sessions.read(folder), policy);
  }

  /** The report with the objectives of the version that was measured beside another. */
  static Report beside(Report report, Interleaving forks, Policy policy) {
    Path measured = forks.files().merged(Side.CANDIDATE);
    return report.comparisons().isEmpty() || !Files.isRegularFile(measured)
        ? report
        : Objectives.addTo(report, List.of(Sessions.readFile(measured)), policy);
  }
}

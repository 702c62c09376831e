package tollgate.harness.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.harness.read.RunRecordReader;
import tollgate.harness.report.ReportPage;
import tollgate.harness.report.ShellWords;

/** What was typed for a report, and what to type next. */
final class ReportCommands {

  private static final String PROGRAM = "scripts/tollgate";

  private ReportCommands() {}

  /**
   * The commands.
   *
   * @param candidate as the user named it
   * @param baseline the same
   * @param suite whose recorded baseline was judged by, if any was
   * @param target the report, as the user can name it
   * @param after what the run folders say was run
   */
  static List<ReportPage.Command> of(
      Path candidate,
      List<Path> baseline,
      Optional<String> suite,
      String target,
      ReportSide after) {
    List<ReportPage.Command> commands = new ArrayList<>();
    for (RunRecordReader.RunRecord record : after.records()) {
      for (List<String> command : record.commands()) {
        commands.add(new ReportPage.Command("what was run", ShellWords.line(command)));
      }
    }
    List<String> made = new ArrayList<>(List.of(PROGRAM, "report", candidate.toString()));
    baseline.forEach(base -> made.addAll(List.of("--baseline", base.toString())));
    suite.ifPresent(named -> made.addAll(List.of("--suite", named)));
    made.addAll(List.of("--out", target));
    commands.add(new ReportPage.Command("this report", ShellWords.line(made)));
    if (baseline.size() == 1) {
      List<String> compare =
          List.of(PROGRAM, "compare", baseline.get(0).toString(), candidate.toString());
      commands.add(
          new ReportPage.Command(
              "the verdicts alone, with an exit code", ShellWords.line(compare)));
    }
    return commands;
  }
}

package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.Document;
import tollgate.harness.verdict.Judge;
import tollgate.harness.verdict.Recorded;
import tollgate.harness.verdict.Report;

/** {@code tollgate compare}: two results side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    header = "Says what changed between two results, worst first.",
    description = {
      "",
      "BASE and CAND are files that JMH wrote with -rf json, or folders of such files: each file is",
      "one session, and several sessions tell how much sessions differ. X.env.json beside X.json says",
      "on which machine and from which code it was measured; without it, that is not checked.",
      "",
      "A slowdown above 0 is worse, whatever the unit. A verdict needs at least two forks a side;",
      "five are good. Where each side is one session, sessions recorded as a baseline of the same",
      "benchmarks tell how far sessions of unchanged code differ.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  java -jar benchmarks.jar -rf json -rff base.json     (change the code, measure again)",
      "  java -jar benchmarks.jar -rf json -rff cand.json",
      "  tollgate compare base.json cand.json --output report.md"
    })
final class CompareCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description = "Result file or folder to compare with.")
  private Path baseline = Path.of("");

  @Parameters(index = "1", paramLabel = "CAND", description = "Result file or folder to judge.")
  private Path candidate = Path.of("");

  @Mixin private ByForks byForks = new ByForks();
  @Mixin private BaselineFolder folder = new BaselineFolder();
  @Mixin private PolicyOptions policy = new PolicyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Output.check(console, output);
    Policy rules = policy.policy(console, Optional.empty());
    List<Run> before = Sessions.read(console.resolve(baseline));
    List<Run> after = Sessions.read(console.resolve(candidate));
    Recorded recorded = byForks.orBeside(folder.store(console), before, after);
    Report report = Judge.judge(before, after, rules, recorded);
    Output.write(
        console,
        output,
        new Document(
            report,
            sources(before),
            sources(after),
            new RecordingEvidence(console)
                .addTo(
                    LedgerEvidence.of(report, before, after),
                    report,
                    RecordingEvidence.beside(before),
                    RecordingEvidence.beside(after))));
    return report.outcome().exitCode();
  }

  private static List<String> sources(List<Run> runs) {
    return runs.stream().map(Run::source).toList();
  }
}

package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.config.Policy;
import tollgate.harness.model.InputException;
import tollgate.harness.render.Document;
import tollgate.harness.run.Contest;
import tollgate.harness.run.Interleaving;
import tollgate.harness.run.Progress;
import tollgate.harness.run.RunPlan;
import tollgate.harness.run.Side;
import tollgate.harness.verdict.Report;

/** {@code tollgate ab}: two versions, here and now. */
@Command(
    name = "ab",
    mixinStandardHelpOptions = true,
    header =
        "Compares two jars or commits by measuring them in turn, until the verdict is certain.",
    description = {
      "",
      "A and B are JMH jars, or anything git calls a commit: that is built in a temporary worktree,",
      "once. Forks of both alternate in balanced random order, so what drifts on the machine hits",
      "both alike. A benchmark is measured no further once it is shown to have changed, or not to.",
      "",
      "Ctrl-C loses nothing: the same command with the same --out goes on where it stopped.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tollgate ab HEAD~1 HEAD --include PointRead --threads 8 --max-time 20m",
      "  tollgate ab old.jar new.jar --out results/ab-1 --output report.md",
      "  tollgate report results/ab-1"
    })
final class AbCommand implements Callable<Integer> {

  private static final int FEWEST_FORKS = 2;

  private final Console console;

  @Parameters(index = "0", paramLabel = "A", description = "Baseline: a jar or a commit.")
  private String baseline = "";

  @Parameters(index = "1", paramLabel = "B", description = "Candidate: a jar or a commit.")
  private String candidate = "";

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "-- JMH",
      description = "Arguments for JMH.")
  private List<String> jmhArguments = new ArrayList<>();

  @Mixin private VersionOptions versions = new VersionOptions();

  @Option(
      names = "--max-forks",
      paramLabel = "N",
      defaultValue = "10",
      description = "Forks a side at most; ${DEFAULT-VALUE} if not given.")
  private int maxForks;

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description = "No pair of forks is begun after this: 90s, 20m, 2h.")
  private @Nullable String maxTime;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the order of forks; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the results, or of an interrupted comparison to go on with.")
  private @Nullable Path out;

  @Mixin private PolicyOptions policy = new PolicyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  AbCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Output.check(console, output);
    Policy rules = policy.policy(console, Optional.empty());
    if (maxForks < FEWEST_FORKS) {
      throw new InputException("--max-forks: at least " + FEWEST_FORKS + " are needed");
    }
    Optional<Duration> time = Optional.ofNullable(maxTime).map(TimeLimit::parse);
    Progress progress = ProgressLine.on(console);
    RunPlan first = versions.plan(console, versions.jar(console, baseline, progress), jmhArguments);
    RunPlan second =
        versions.plan(console, versions.jar(console, candidate, progress), jmhArguments);
    Path asked = out;
    Path folder = asked == null ? RunCommand.newFolder(console) : console.resolve(asked);
    Contest contest = new Contest(first, second, maxForks, seed);
    try (Interleaving forks =
        new Interleaving(
            contest, console.directory(), folder, time, progress, InstantSource.system())) {
      progress.say("comparing " + forks.subjects().size() + " benchmarks into " + folder);
      Report report = InterleavedRun.thatCanGoOn(forks, rules, progress, maxForks).measure();
      Document document =
          Document.of(
              report,
              List.of(baseline + " (" + forks.files().merged(Side.BASELINE) + ")"),
              List.of(candidate + " (" + forks.files().merged(Side.CANDIDATE) + ")"));
      Optional<AbFolder> kept = AbFolder.at(folder);
      if (kept.isPresent()) {
        kept.get().write(document);
      }
      Output.write(console, output, document);
      console.out().flush();
      return report.outcome().exitCode();
    }
  }
}

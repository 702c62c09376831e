package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.config.Policy;
import tollgate.harness.config.PolicyReader;
import tollgate.harness.config.Suite;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.ObjectiveTable;
import tollgate.harness.render.PhaseTable;
import tollgate.harness.render.ScoreTable;
import tollgate.harness.run.JmhRun;
import tollgate.harness.run.RunOutcome;
import tollgate.harness.run.RunPlan;
import tollgate.harness.verdict.ObjectiveCheck;
import tollgate.harness.verdict.Objectives;

/** {@code tollgate run}: measures into a folder. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Measures a suite of JMH benchmarks into a folder.",
    description = {
      "",
      "Without --suite and --include: every benchmark but the scenarios, which --suite scenarios runs.",
      "What stands behind -- goes to JMH. An option of JMH's given there replaces the profile's.",
      "",
      "The folder gets result.json (JMH's JSON, all thread counts), result.env.json (machine, JVM,",
      "commit, code hashes), recordings/ with --jfr, run.json (the commands) and jmh.log. Ctrl-C",
      "keeps every fork that has ended. With the ledger, result.json also says where the threads'",
      "time went (time.*), which scaling, compare and gate use.",
      "",
      "Of a suite, the service-level objectives in gate.toml that its benchmarks have are checked and printed",
      "last: exit code 1 when one is violated, 3 when the load was not reached, 2 when not all was measured.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tollgate run --profile quick --threads 50",
      "  tollgate run --suite quick",
      "  tollgate run --profile standard --include PointRead --threads 1,2,4,8,16,32,50 --jfr",
      "  tollgate run --jar other-jmh.jar --out results/other -- -p size=100 -prof gc"
    })
final class RunCommand implements Callable<Integer> {

  private static final DateTimeFormatter FOLDER_NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "[-- JMH]", description = "Arguments for JMH.")
  private List<String> jmhArguments = new ArrayList<>();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "Measures what gate.toml says of this suite: benchmarks, threads, profile.")
  private @Nullable String suite;

  @Mixin private RunOptions options = new RunOptions();
  @Mixin private BaselineFolder folder = new BaselineFolder();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the results, empty or not there yet; results/<time> if not given.")
  private @Nullable Path out;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    String named = suite;
    Policy objectives = Policy.DEFAULT;
    if (named != null) {
      BaselineStore store = folder.store(console);
      options.defaultTo(Suites.of(store).named(named));
      objectives = store.policy().map(PolicyReader::read).orElse(Policy.DEFAULT);
    }
    RunPlan plan = options.plan(console, jmhArguments);
    if (named == null && plan.jar().ours() && plan.selectsNothing()) {
      plan = withoutScenarios(plan);
    }
    Path target = target();
    RunOutcome outcome =
        new JmhRun(plan, console.directory(), ProgressLine.on(console), InstantSource.system())
            .into(target);
    return conclude(console, target, outcome, objectives);
  }

  /** Those take minutes each and have a command of their own. */
  private RunPlan withoutScenarios(RunPlan everything) {
    List<Suite> scenarios =
        Suites.of(folder.store(console)).all().stream().filter(Suite::loads).toList();
    for (Suite each : scenarios) {
      console.note(
          "note: measures everything but the suite "
              + each.name()
              + ": run --suite "
              + each.name());
    }
    return everything.without(scenarios.stream().flatMap(s -> s.include().stream()).toList());
  }

  private Path target() {
    Path asked = out;
    return asked == null ? newFolder(console) : console.resolve(asked);
  }

  /** Where a run leaves its results when nobody says where. */
  static Path newFolder(Console console) {
    return console.resolve(
        Path.of("results", FOLDER_NAME.format(InstantSource.system().instant())));
  }

  /**
   * Prints what was measured, and whether objectives were kept.
   *
   * @return the exit code: of the objectives, where there are any
   * @throws InputException when not all that was planned has been measured
   */
  private static int conclude(Console console, Path folder, RunOutcome outcome, Policy objectives)
      throws IOException {
    Path result = folder.resolve("result.json");
    List<ObjectiveCheck> checks = List.of();
    if (outcome.scored() > 0) {
      Run scored = Sessions.readFile(result);
      scored.warnings().forEach(warning -> console.note("note: " + warning));
      console.out().print(ScoreTable.of(scored, recorded(folder)));
      LedgerCost.lines(scored).forEach(console::note);
      console.out().println("result: " + result);
      String phases = PhaseTable.of(scored);
      if (!phases.isEmpty()) {
        console.out().println();
        console.out().print(phases);
      }
      checks = Objectives.check(List.of(scored), objectives);
      if (!checks.isEmpty()) {
        console.out().println();
        console.out().print(ObjectiveTable.of(checks));
        console
            .out()
            .println(
                Objectives.tally(checks)
                    + (outcome.complete() ? "." : "; not all that was planned was measured."));
      }
    }
    requireComplete(console, folder, outcome);
    return Objectives.outcome(checks).exitCode();
  }

  /**
   * Says what failed.
   *
   * @throws InputException when not all that was planned has been measured
   */
  static void requireComplete(Console console, Path folder, RunOutcome outcome) {
    outcome
        .failures()
        .forEach(failure -> console.note("failed: " + Failures.oneLine(failure, 300)));
    if (!outcome.complete()) {
      throw new InputException(
          outcome.gaveUp().map(why -> "JMH gave up: " + why).orElse(reason(outcome))
              + kept(outcome, folder));
    }
  }

  private static String reason(RunOutcome outcome) {
    return outcome.interrupted()
        ? "interrupted"
        : outcome.failures().size()
            + (outcome.failures().size() == 1 ? " failure" : " failures")
            + " while measuring";
  }

  private static String kept(RunOutcome outcome, Path folder) {
    return outcome.scored() == 0
        ? "; nothing was measured"
        : "; kept what was measured in " + folder;
  }

  private static Run recorded(Path folder) {
    Path file = folder.resolve("recorded.json");
    return Files.exists(file)
        ? Sessions.readFile(file)
        : new Run("", Optional.empty(), List.of(), List.of());
  }
}

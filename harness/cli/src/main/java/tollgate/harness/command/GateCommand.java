package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.baseline.Session;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.Document;
import tollgate.harness.verdict.Judge;
import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Report;

/** {@code tollgate gate}: a candidate against what is accepted for its machine class. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    header = "Judges a result by the baselines of its machine class; the exit code is for CI.",
    description = {
      "",
      "Looks up baselines/<machine class>/<suite>/, compares, prints what changed and says with the",
      "exit code whether it may pass: 0 pass, 1 regression, 3 undecided. What is accepted as a change",
      "is in baselines/gate.toml.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  tollgate gate results/quick-7 --suite quick \\",
      "      --output markdown=\"$GITHUB_STEP_SUMMARY\" --output gate.json --output gate.xml"
    })
final class GateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "CAND", description = "Result file or run folder to judge.")
  private Path candidate = Path.of("");

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "Which baseline; not needed when the machine class has only one.")
  private @Nullable String suite;

  @Mixin private BaselineFolder folder = new BaselineFolder();
  @Mixin private PolicyOptions policy = new PolicyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  GateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Output.check(console, output);
    BaselineStore store = folder.store(console);
    Policy rules = policy.policy(console, store.policy());
    List<Run> after = Sessions.read(console.resolve(candidate));
    String machineClass = machineClass(after);
    List<Session> sessions = baseline(store, machineClass);
    List<Run> before =
        sessions.stream().map(session -> Sessions.readFile(session.result())).toList();
    Report report =
        before.isEmpty() ? withoutBaseline(store, machineClass) : Judge.judge(before, after, rules);
    Output.write(
        console,
        output,
        new Document(
            report, sources(before), sources(after), LedgerEvidence.of(report, before, after)));
    return report.outcome().exitCode();
  }

  /** The machine class of the candidate's sessions, which must all be of one. */
  private String machineClass(List<Run> runs) {
    Set<String> classes =
        runs.stream()
            .flatMap(run -> run.environment().stream())
            .map(Environment::machineClass)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    if (classes.size() > 1) {
      throw new InputException(
          candidate + ": measured on several machine classes: " + String.join(", ", classes));
    }
    return classes.stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    candidate
                        + ": no environment beside it, so its machine class is unknown; compare it"
                        + " with a baseline file of your choice: tollgate compare BASE "
                        + candidate));
  }

  private List<Session> baseline(BaselineStore store, String machineClass) {
    List<String> suites = store.suites(machineClass);
    if (suite == null && suites.size() > 1) {
      throw new InputException(
          "this machine class has several suites; say which: --suite "
              + String.join(" or --suite ", suites));
    }
    return Optional.ofNullable(suite)
        .or(() -> suites.stream().findFirst())
        .map(name -> store.sessions(machineClass, name))
        .orElse(List.of());
  }

  private Report withoutBaseline(BaselineStore store, String machineClass) {
    List<String> known = store.machineClasses();
    String headline =
        "Undecided: no baseline"
            + (suite == null ? "" : " of suite " + suite)
            + " for machine class "
            + machineClass
            + " in "
            + store.root()
            + (known.isEmpty() ? "" : " (it has: " + String.join(", ", known) + ")")
            + "; accept this result with: tollgate baseline record "
            + candidate
            + " --suite "
            + (suite == null ? "NAME" : suite);
    return new Report(Outcome.UNDECIDED, headline, List.of(), Optional.empty(), List.of());
  }

  private static List<String> sources(List<Run> runs) {
    return runs.stream().map(Run::source).toList();
  }
}

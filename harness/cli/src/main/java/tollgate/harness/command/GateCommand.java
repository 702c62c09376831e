package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
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
import tollgate.harness.config.Policy;
import tollgate.harness.config.Suite;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.Document;
import tollgate.harness.run.JmhJar;
import tollgate.harness.run.JmhRun;
import tollgate.harness.run.RunOutcome;
import tollgate.harness.run.RunPlan;
import tollgate.harness.verdict.Judge;
import tollgate.harness.verdict.Report;
import tollgate.probe.environment.Machine;

/** {@code tollgate gate}: a candidate against what is accepted for its machine class. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    header = "Judges a result by the baselines of its machine class; the exit code is for CI.",
    description = {
      "",
      "Looks up baselines/<machine class>/<suite>/, compares, prints what changed and says with the",
      "exit code whether it may pass: 0 pass, 1 regression or SLO violated, 3 undecided. What is accepted as a change",
      "is in baselines/gate.toml. Without CAND it measures first, as run --suite does.",
      "What regressed by the baseline is measured again beside the accepted commit before it counts.",
      "",
      "Only sessions of the same JDK and thread counts are judged by: gate --threads 8 wants some at 8.",
      "Where the machine class has none, it builds the accepted commit in a temporary",
      "worktree and measures both versions here and now, fork by fork in turn; of a suite of",
      "scenarios only this one, once, for its objectives.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tollgate gate",
      "  tollgate gate --suite quick --threads 8 --jfr",
      "  tollgate gate --accepted v1.2 --max-time 20m",
      "  tollgate gate results/quick-7 --suite quick \\",
      "      --output markdown=\"$GITHUB_STEP_SUMMARY\" --output gate.json --output gate.xml"
    })
final class GateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "CAND",
      description = "Result file or run folder to judge; measured now if not given.")
  private @Nullable Path candidate;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "Which baseline; not needed when the machine class has only one.")
  private @Nullable String suite;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for what is measured now; results/<time> if not given.")
  private @Nullable Path out;

  @Option(
      names = "--explain",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = {
        "Runs what regressed once more on both sides, with recording and with the time ledger, unless",
        "they are there, and says which method and which cause is responsible. On if not given:",
        "--no-explain turns it off, --no-ledger the ledgers alone."
      })
  private boolean explain = true;

  @Option(
      names = "--confirm",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = {
        "Measures what the baseline calls regressed once more, beside the commit that was accepted,",
        "fork by fork in turn; only what shows there too is a regression. On if not given:",
        "--no-confirm takes the baseline's word."
      })
  private boolean confirm = true;

  @Mixin private RunOptions measuring = new RunOptions();
  @Mixin private HereAndNow hereAndNow = new HereAndNow();
  @Mixin private BaselineFolder folder = new BaselineFolder();
  @Mixin private PolicyOptions policy = new PolicyOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  GateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Output.check(console, output);
    hereAndNow.check();
    BaselineStore store = folder.store(console);
    Policy rules = policy.policy(console, store.policy());
    Path given = candidate;
    return given == null ? measureAndJudge(store, rules) : judge(store, rules, given);
  }

  private int judge(BaselineStore store, Policy rules, Path given)
      throws IOException, InterruptedException {
    Path results = console.resolve(given);
    List<Run> after = Sessions.read(results);
    String measuredOn = machineClass(after, given);
    GateBaseline baseline = GateBaseline.find(store, measuredOn, suite(store, measuredOn));
    if (baseline.isEmpty()) {
      return conclude(GateObjectives.alone(baseline, given.toString(), after, rules));
    }
    List<Run> before = baseline.like(after).runs();
    Path folder = Files.isDirectory(results) ? results : results.resolveSibling("");
    return judge(
        store, before, after, rules, folder, () -> MeasuredVersion.of(folder, after.get(0)));
  }

  private int measureAndJudge(BaselineStore store, Policy rules)
      throws IOException, InterruptedException {
    String here = Machine.current().machineClass();
    GateBaseline recorded = GateBaseline.find(store, here, suite(store, here));
    GateBaseline baseline =
        recorded
            .measuredBy(measuring.javaRelease(console))
            .measuredAt(
                measuring.threadsOr(
                    Suites.of(store).find(recorded.suite()).map(Suite::threads).orElse(List.of())));
    if (baseline.isEmpty()) {
      return conclude(measureBoth(store, baseline, rules));
    }
    List<Run> before = baseline.runs();
    RunPlan plan = plan(store, baseline);
    Path target = target();
    RunOutcome outcome =
        new JmhRun(plan, console.directory(), ProgressLine.on(console), InstantSource.system())
            .into(target);
    RunCommand.requireComplete(console, target, outcome);
    return judge(store, before, Sessions.read(target), rules, target, () -> plan);
  }

  private Document measureBoth(BaselineStore store, GateBaseline baseline, Policy rules)
      throws IOException, InterruptedException {
    try {
      Suite suite =
          Suites.of(store)
              .find(baseline.suite())
              .orElseThrow(() -> new HereAndNow.Impossible("gate.toml defines no such suite"));
      measuring.defaultTo(suite);
      RunPlan plan = measuring.plan(console, List.of());
      return suite.loads()
          ? GateObjectives.measured(console, baseline, plan, rules, target())
          : hereAndNow.judge(console, baseline, plan, rules, target(), explaining());
    } catch (HereAndNow.Impossible e) {
      return Document.of(
          baseline.nothing(Optional.empty(), Optional.ofNullable(e.getMessage())),
          List.of(),
          List.of());
    }
  }

  private Path target() {
    Path asked = out;
    return asked == null ? RunCommand.newFolder(console) : console.resolve(asked);
  }

  /** The suite that was named, else the first of gate.toml unless only others are recorded. */
  private Optional<String> suite(BaselineStore store, String machineClass) {
    List<String> recorded = store.suites(machineClass);
    return Optional.ofNullable(suite)
        .or(
            () ->
                Suites.of(store)
                    .first()
                    .map(Suite::name)
                    .filter(name -> recorded.isEmpty() || recorded.contains(name)));
  }

  /** The suite's own selection, at the thread counts of the baseline where it names none. */
  private RunPlan plan(BaselineStore store, GateBaseline baseline) {
    Suites suites = Suites.of(store);
    if (suites.find(baseline.suite()).isEmpty()) {
      throw new InputException(
          "gate.toml defines no suite "
              + baseline.suite()
              + ", so how to measure it is unknown: measure it with tollgate run, then name the"
              + " result: tollgate gate RESULT --suite "
              + baseline.suite());
    }
    measuring.defaultTo(suites.named(baseline.suite()));
    measuring.threadsIfNoneGiven(baseline.threads());
    return measuring.plan(console, List.of());
  }

  private int judge(
      BaselineStore store,
      List<Run> before,
      List<Run> after,
      Policy rules,
      Path folder,
      Explaining.Version candidate)
      throws IOException, InterruptedException {
    Explaining.Version accepted = () -> accepted(store, before, candidate.plan());
    Report report =
        new Confirming(console, hereAndNow, confirm)
            .confirmed(
                Judge.judge(before, after, rules),
                before,
                after,
                rules,
                folder,
                accepted,
                candidate);
    return conclude(
        new Document(
            report,
            sources(before),
            sources(after),
            explaining()
                .evidence(
                    LedgerEvidence.of(report, before, after),
                    report,
                    folder,
                    new Explaining.Side(accepted, RecordingEvidence.beside(before)),
                    new Explaining.Side(candidate, RecordingEvidence.beside(after)))));
  }

  private Explaining explaining() {
    return new Explaining(
        console,
        measuring.recordings(Explaining.USUAL_FORKS),
        explain,
        measuring.ledgersIfNeeded());
  }

  /** The version of the latest session that the candidate is judged by. */
  private RunPlan accepted(BaselineStore store, List<Run> before, RunPlan candidate)
      throws HereAndNow.Impossible, IOException, InterruptedException {
    String commit = before.get(before.size() - 1).environment().map(Environment::commit).orElse("");
    if (commit.isEmpty()) {
      throw new HereAndNow.Impossible("its commit was not recorded");
    }
    Path jar = candidate.jar().path();
    return candidate.of(JmhJar.open(hereAndNow.jarOf(commit, jar, store, console)));
  }

  private int conclude(Document document) throws IOException {
    Output.write(console, output, document);
    return document.report().outcome().exitCode();
  }

  /** The machine class of the candidate's sessions, which must all be of one. */
  private static String machineClass(List<Run> runs, Path given) {
    Set<String> classes =
        runs.stream()
            .flatMap(run -> run.machineClass().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (classes.size() > 1) {
      throw new InputException(
          given + ": measured on several machine classes: " + String.join(", ", classes));
    }
    return classes.stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    given
                        + ": no environment beside it, so its machine class is unknown; compare it"
                        + " with a baseline file of your choice: tollgate compare BASE "
                        + given));
  }

  private static List<String> sources(List<Run> runs) {
    return runs.stream().map(Run::source).toList();
  }
}

package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.profile.FlameGraph;
import tollgate.harness.read.FileFaults;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.Document;
import tollgate.harness.report.PagePaths;
import tollgate.harness.report.ReportHtml;
import tollgate.harness.report.ReportPage;
import tollgate.harness.scaling.ScalingAnalysis;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.Sweeps;
import tollgate.harness.trend.Trend;
import tollgate.harness.trend.Trends;
import tollgate.harness.verdict.Judge;
import tollgate.harness.verdict.Recorded;
import tollgate.harness.verdict.Report;

/** {@code tollgate report}: one file for a browser. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    header =
        "Makes one HTML file of a run: verdicts, samples, causes, flame graphs, scaling, trend.",
    description = {
      "",
      "DIR is a run folder, a result file, a folder of either, or the folder of an ab. The file",
      "fetches nothing and can be mailed or kept as an artifact of CI. What a run folder lacks is left",
      "out, and the report says so. With --baseline each benchmark is judged as compare does, and an ab",
      "shows its own verdicts; the exit code does not say how that ended: gate and compare do.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tollgate report results/new --baseline results/base --out report.html",
      "  tollgate report results/ci --suite quick --out report.html",
      "  tollgate report results/sweep",
      "  tollgate report results/now --baseline results/monday --baseline results/tuesday"
    })
final class ReportCommand implements Callable<Integer> {

  private static final String DEFAULT_NAME = "report.html";

  private final Console console;

  @Parameters(index = "0", paramLabel = "DIR", description = "Run folder or result to show.")
  private Path candidate = Path.of("");

  @Option(
      names = "--baseline",
      paramLabel = "BASE",
      description = "Result file or folder to judge by; can be given several times.")
  private List<Path> baseline = new ArrayList<>();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "Judges by the recorded baseline of this suite and DIR's machine class.")
  private @Nullable String suite;

  @Mixin private BaselineFolder folder = new BaselineFolder();
  @Mixin private ByForks byForks = new ByForks();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write; report.html in DIR (or beside it) if not given.")
  private @Nullable Path out;

  @Mixin private PolicyOptions policy = new PolicyOptions();

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path target = target();
    Policy rules = policy.policy(console, Optional.empty());
    Optional<AbFolder> ab =
        baseline.isEmpty() && suite == null
            ? AbFolder.at(console.resolve(candidate))
            : Optional.empty();
    return ab.isPresent() ? ofAb(target, rules, ab.get()) : ofRuns(target, rules);
  }

  private int ofRuns(Path target, Policy rules) throws IOException {
    ReportSide after = ReportSide.read(List.of(console.resolve(candidate)));
    List<Path> base = baseline(after.runs());
    ReportSide before = ReportSide.read(base);
    return make(
        target,
        before,
        after,
        base.isEmpty()
            ? Optional.empty()
            : Optional.of(
                compare(
                    before,
                    after,
                    rules,
                    byForks.orBeside(folder.store(console), before.runs(), after.runs()))),
        List.of());
  }

  /** Shows the verdicts that the comparison came to itself. */
  private int ofAb(Path target, Policy rules, AbFolder ab) throws IOException {
    ReportSide after = ReportSide.ofVersion(ab.candidate(), ab.path());
    ReportSide before = ReportSide.ofVersion(ab.baseline(), ab.path().resolve(Explaining.BASELINE));
    Optional<Report> kept = ab.report();
    return make(
        target,
        before,
        after,
        Optional.of(
            kept.isPresent()
                ? document(kept.get(), before, after)
                // Measured in turn: nothing lies between the two that sessions add.
                : compare(before, after, rules, Recorded.NOTHING)),
        kept.isPresent()
            ? List.of()
            : List.of(ab.path() + ": came to no verdict, so it is judged as compare does"));
  }

  private int make(
      Path target,
      ReportSide before,
      ReportSide after,
      Optional<Document> comparison,
      List<String> doubts)
      throws IOException {
    List<String> notes = new ArrayList<>(doubts);
    notes.addAll(after.notes());
    notes.addAll(before.notes());
    if (comparison.isEmpty()) {
      after.runs().forEach(run -> notes.addAll(run.warnings()));
    }
    ReportFlames recorded = new ReportFlames(console, notes);
    Map<BenchmarkKey, List<FlameGraph>> flames = recorded.of(comparison, before, after);
    lacks(after, notes);
    comparison.map(Document::withoutLedgers).ifPresent(notes::addAll);
    ReportPage page =
        new ReportPage(
            comparison.map(recorded::explained),
            before.side(console.directory()),
            after.side(console.directory()),
            flames,
            sweeps(after.runs()),
            trends(before.runs(), after.runs(), notes),
            ReportCommands.of(
                candidate,
                baseline,
                Optional.ofNullable(suite),
                ReportSide.shortest(console.directory(), target),
                after),
            notes.stream().distinct().toList());
    write(page, target);
    return 0;
  }

  private Path target() {
    Path asked = out;
    Path given = console.resolve(candidate);
    Path target =
        asked != null
            ? console.resolve(asked)
            : Files.isDirectory(given)
                ? given.resolve(DEFAULT_NAME)
                : given.resolveSibling(Sessions.stem(given) + ".html");
    if (Files.isDirectory(target)) {
      throw new InputException(target + ": is a folder; name a file");
    }
    if (!Files.isDirectory(target.resolveSibling(""))) {
      throw new InputException(target + ": its folder does not exist");
    }
    return target;
  }

  /** What was named, and the sessions of the suite that was named. */
  private List<Path> baseline(List<Run> runs) {
    List<Path> paths = new ArrayList<>(baseline.stream().map(console::resolve).toList());
    String named = suite;
    if (named != null) {
      String measuredOn =
          runs.stream()
              .flatMap(run -> run.machineClass().stream())
              .findFirst()
              .orElseThrow(
                  () ->
                      new InputException(
                          candidate
                              + ": its machine class is unknown, so --suite cannot find a baseline;"
                              + " name one with --baseline"));
      GateBaseline recorded =
          GateBaseline.find(folder.store(console), measuredOn, Optional.of(named));
      if (recorded.isEmpty()) {
        throw new InputException(recorded.absence());
      }
      recorded.like(runs).sessions().forEach(session -> paths.add(session.result()));
    }
    return paths;
  }

  private static Document compare(
      ReportSide before, ReportSide after, Policy rules, Recorded recorded) {
    return document(Judge.judge(before.runs(), after.runs(), rules, recorded), before, after);
  }

  private static Document document(Report report, ReportSide before, ReportSide after) {
    return new Document(
        report,
        before.runs().stream().map(Run::source).toList(),
        after.runs().stream().map(Run::source).toList(),
        LedgerEvidence.of(report, before.runs(), after.runs()));
  }

  /** What a reader may look for and not find. */
  private static void lacks(ReportSide after, List<String> notes) {
    if (after.recordings().isEmpty()) {
      notes.add("no recordings, so no flame graphs: measure with --jfr");
    }
    if (!after.runs().isEmpty() && LedgerEvidence.ledgers(after.runs()).isEmpty()) {
      notes.add("no time ledgers: measure with --ledger to see where the threads' time goes");
    }
  }

  private static List<ScalingReport> sweeps(List<Run> runs) {
    List<Run> all = new ArrayList<>(runs);
    for (Run run : runs) {
      Sessions.readLedgers(Path.of(run.source())).ifPresent(all::add);
    }
    return ScalingAnalysis.explain(Sweeps.in(all));
  }

  /** Sessions of one machine class in order of time; a single one has no trend. */
  private static List<Trend> trends(List<Run> before, List<Run> after, List<String> notes) {
    List<Run> runs = Stream.concat(before.stream(), after.stream()).toList();
    if (runs.size() < 2) {
      return List.of();
    }
    Set<String> classes = new LinkedHashSet<>();
    runs.forEach(run -> run.environment().map(Environment::machineClass).ifPresent(classes::add));
    if (classes.size() > 1) {
      notes.add(
          "no trend: the sessions are of several machine classes: " + String.join(", ", classes));
      return List.of();
    }
    return Trends.of(runs).stream().filter(trend -> trend.points().size() > 1).toList();
  }

  private void write(ReportPage page, Path target) throws IOException {
    StringBuilder text = new StringBuilder();
    ReportHtml.write(
        page, new PagePaths(target.resolveSibling("").normalize(), console.directory()), text);
    try {
      AtomicFiles.write(target, text);
    } catch (IOException e) {
      throw FileFaults.inputException(target, e);
    }
    page.notes().forEach(note -> console.note("note: " + Failures.oneLine(note, 300)));
    console
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "report: %s (%d KiB)",
                ReportSide.shortest(console.directory(), target),
                Files.size(target) / 1024));
  }
}

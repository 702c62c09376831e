package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.SafeText;
import tollgate.harness.render.ScalingJson;
import tollgate.harness.render.ScalingOverview;
import tollgate.harness.render.ScalingText;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.ScalingAnalysis;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.Sweep;
import tollgate.harness.scaling.Sweeps;
import tollgate.harness.verdict.Outcome;

/** {@code tollgate scaling}: why N threads do not do the work of N. */
@Command(
    name = "scaling",
    mixinStandardHelpOptions = true,
    header = "Says how much more threads give, where the rest goes, and what to expect beyond.",
    description = {
      "",
      "RESULTS are files that JMH wrote with -rf json, or folders of such files, in which a",
      "benchmark was measured at several thread counts; 1 must be among them to speak of efficiency,",
      "four are needed for a law, seven are good. With ledgers the loss is split into causes that",
      "sum to it. What the data cannot say is said to be unknown. Benchmarks of a package called",
      "coordination are also compared with Independent beside them, if its step is the same.",
      "More than three sweeps are told in a line each, unless --only chooses or --details is given.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  tollgate run --profile standard --threads 1,2,4,8,16,32,50 --ledger --out results/sweep",
      "  tollgate scaling results/sweep --only PoolContention"
    })
final class ScalingCommand implements Callable<Integer> {

  private static final int LONGEST_NAME = 120;

  /** As many stories as a screen may take. */
  private static final int MOST_IN_FULL = 3;

  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "RESULTS", description = "Result files or folders.")
  private List<Path> results = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Only benchmarks whose full name contains a match.")
  private @Nullable String only;

  @Option(names = "--details", description = "Tell every sweep in full, however many there are.")
  private boolean details;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "What standard output gets: text, json; ${DEFAULT-VALUE} if not given.")
  private ScalingFormat format = ScalingFormat.TEXT;

  /** What the command can write. */
  enum ScalingFormat {
    TEXT,
    JSON
  }

  ScalingCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Pattern pattern = pattern();
    List<Sweeps.Found> found = Sweeps.in(runs());
    // All are explained before some are chosen: the control of one may be another.
    List<ScalingReport> reports =
        ScalingAnalysis.explain(found).stream()
            .filter(report -> pattern.matcher(report.id().benchmark()).find())
            .toList();
    List<Sweeps.Found> others =
        found.stream()
            .filter(one -> one.sweep() instanceof Answer.CannotSay<Sweep>)
            .filter(one -> pattern.matcher(one.id().benchmark()).find())
            .toList();
    if (reports.isEmpty() && others.isEmpty()) {
      throw new InputException("no benchmark" + (only == null ? "" : " matches --only " + only));
    }
    switch (format) {
      case TEXT -> text(reports, others);
      case JSON -> ScalingJson.render(reports, others, console.out());
    }
    return reports.isEmpty() ? Outcome.UNDECIDED.exitCode() : Outcome.PASS.exitCode();
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(only == null ? "" : only);
    } catch (PatternSyntaxException e) {
      throw new InputException("--only: " + e.getDescription() + " in " + e.getPattern(), e);
    }
  }

  /** The results, and the ledgers that a run leaves beside them. */
  private List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (Path path : results) {
      for (Path file : Sessions.files(console.resolve(path))) {
        runs.add(Sessions.readFile(file));
        Sessions.readLedgers(file).ifPresent(runs::add);
      }
    }
    return runs;
  }

  private void text(List<ScalingReport> reports, List<Sweeps.Found> others) throws IOException {
    ScalingText text = new ScalingText(console.colours(), console.width());
    boolean overview = reports.size() > MOST_IN_FULL && only == null && !details;
    if (overview) {
      new ScalingOverview(reports, Terminal.columns(console)).render(console.out());
    } else {
      for (ScalingReport report : reports) {
        text.render(report, console.out());
      }
    }
    for (Sweeps.Found found : others) {
      console
          .out()
          .println(
              SafeText.isolated(found.id().toString(), LONGEST_NAME)
                  + ": cannot say: "
                  + found.sweep().reason());
    }
    if (!reports.isEmpty() && !overview) {
      text.glossary(console.out());
    } else if (reports.isEmpty()) {
      console.note(
          String.format(Locale.ROOT, "scaling: none of %d benchmarks is a sweep", others.size()));
    }
  }
}

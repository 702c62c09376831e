package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.baseline.Session;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.TrendJson;
import tollgate.harness.render.TrendText;
import tollgate.harness.trend.Trend;
import tollgate.harness.trend.Trends;
import tollgate.probe.environment.Machine;

/** {@code tollgate trend}: scores from session to session. */
@Command(
    name = "trend",
    mixinStandardHelpOptions = true,
    header = "Shows how scores moved from session to session, and when they stepped.",
    description = {
      "",
      "RESULTS are result files, run folders, or folders of either; without them, the recorded",
      "sessions of --suite on this machine class or --machine-class. Steps are searched for from",
      "ten sessions on; of a hundred constant benchmarks at most one is said to have stepped.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  tollgate trend results", "  tollgate trend --suite quick --format json"})
final class TrendCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "RESULTS", description = "Result files or folders.")
  private List<Path> results = new ArrayList<>();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "Recorded suite; not needed when the machine class has only one.")
  private @Nullable String suite;

  @Option(
      names = "--machine-class",
      paramLabel = "NAME",
      description = "Machine class of the recorded sessions; this machine's if not given.")
  private @Nullable String machineClass;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "What standard output gets: text, json; ${DEFAULT-VALUE} if not given.")
  private TrendFormat format = TrendFormat.TEXT;

  @Mixin private BaselineFolder folder = new BaselineFolder();

  /** What the command can write. */
  enum TrendFormat {
    TEXT,
    JSON
  }

  TrendCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Run> runs = runs();
    requireOneMachine(runs);
    List<Trend> trends = Trends.of(runs);
    switch (format) {
      case TEXT -> TrendText.render(trends, console.out());
      case JSON -> TrendJson.render(trends, console.out());
    }
    return 0;
  }

  private List<Run> runs() {
    if (results.isEmpty()) {
      return recorded();
    }
    List<Run> runs = new ArrayList<>();
    for (Path path : results) {
      runs.addAll(Sessions.read(console.resolve(path)));
    }
    return runs;
  }

  private List<Run> recorded() {
    BaselineStore store = folder.store(console);
    GateBaseline baseline =
        GateBaseline.find(
            store,
            Optional.ofNullable(machineClass).orElseGet(() -> Machine.current().machineClass()),
            Optional.ofNullable(suite));
    if (baseline.isEmpty()) {
      throw new InputException(
          "no recorded session of machine class "
              + baseline.machineClass()
              + " in "
              + store.root()
              + "; name result files instead, or another --machine-class: "
              + String.join(", ", store.machineClasses()));
    }
    List<Run> runs = new ArrayList<>();
    for (Session session : baseline.sessions()) {
      runs.add(Sessions.readFile(session.result()));
    }
    return runs;
  }

  /** A step between two machines says nothing about the code. */
  private static void requireOneMachine(List<Run> runs) {
    Map<String, String> classes = new TreeMap<>();
    for (Run run : runs) {
      run.machineClass().ifPresent(name -> classes.putIfAbsent(name, run.source()));
    }
    if (classes.size() > 1) {
      throw new InputException(
          "sessions of several machine classes make no trend: "
              + String.join(
                  ", ",
                  classes.entrySet().stream()
                      .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                      .toList()));
    }
  }
}

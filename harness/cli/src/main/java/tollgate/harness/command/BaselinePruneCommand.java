package tollgate.harness.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.baseline.Session;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;

/** {@code tollgate baseline prune}: forgets the earliest sessions. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    header =
        "Removes all but the latest sessions of each machine class, suite, JDK and thread counts.",
    description = {"", "git keeps what was committed.", ""},
    footerHeading = "%nExample:%n",
    footer = "  tollgate baseline prune --keep 5 --dry-run")
final class BaselinePruneCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--keep",
      paramLabel = "N",
      required = true,
      description = "How many sessions of each kind stay; at least 1.")
  private int keep;

  @Option(names = "--suite", paramLabel = "NAME", description = "Only this suite.")
  private @Nullable String suite;

  @Option(names = "--machine-class", paramLabel = "NAME", description = "Only this machine class.")
  private @Nullable String machineClass;

  @Option(names = "--dry-run", description = "Says what would be removed and removes nothing.")
  private boolean dryRun;

  @Mixin private BaselineFolder folder = new BaselineFolder();

  BaselinePruneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (keep < 1) {
      throw new InputException("--keep: at least 1 session must stay, not " + keep);
    }
    BaselineStore store = folder.store(console);
    Map<String, List<Session>> groups =
        store.all().stream()
            .filter(session -> suite == null || session.suite().equals(suite))
            .filter(session -> machineClass == null || session.machineClass().equals(machineClass))
            .collect(
                Collectors.groupingBy(
                    BaselinePruneCommand::kind, LinkedHashMap::new, Collectors.toList()));
    int removed = 0;
    for (List<Session> sessions : groups.values()) {
      for (Session session : sessions.subList(0, Math.max(0, sessions.size() - keep))) {
        if (!dryRun) {
          store.remove(session);
        }
        console.out().println((dryRun ? "would remove " : "removed ") + session.id());
        removed++;
      }
    }
    if (removed == 0) {
      console.note("nothing to remove: no suite has more than " + keep + " sessions of a kind");
    }
    return 0;
  }

  /** What a gate may use together: counted apart, or those of one JDK would drive another's out. */
  private static String kind(Session session) {
    Run run = Sessions.readFile(session.result());
    return String.join(
        "/",
        session.machineClass(),
        session.suite(),
        Integer.toString(GateBaseline.jdk(run)),
        GateBaseline.threads(run).toString());
  }
}

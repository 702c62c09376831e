package tollgate.harness.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.baseline.Session;
import tollgate.harness.model.Provenance;
import tollgate.harness.read.ProvenanceReader;
import tollgate.harness.render.TextTable;

/** {@code tollgate baseline list}: what is accepted. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Lists the accepted sessions.",
    footerHeading = "%nExample:%n",
    footer = "  tollgate baseline list")
final class BaselineListCommand implements Callable<Integer> {

  private final Console console;
  @Mixin private BaselineFolder folder = new BaselineFolder();

  BaselineListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    BaselineStore store = folder.store(console);
    List<Session> sessions = store.all();
    if (sessions.isEmpty()) {
      console.note(
          "no baseline in " + store.root() + "; record one with: tollgate baseline record RESULT");
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("machine class", "suite", "session", "recorded", "by", "reason"));
    sessions.forEach(session -> rows.add(row(session)));
    console.out().print(TextTable.of(rows));
    return 0;
  }

  private static List<String> row(Session session) {
    Optional<Provenance> provenance = ProvenanceReader.besideResult(session.result());
    return List.of(
        session.machineClass(),
        session.suite(),
        session.name(),
        provenance.map(Provenance::recordedAt).orElse("?"),
        provenance.map(Provenance::recordedBy).orElse("?"),
        provenance.map(BaselineListCommand::reason).orElse("no provenance beside it"));
  }

  private static String reason(Provenance provenance) {
    return provenance.overridden().isEmpty()
        ? provenance.reason()
        : provenance.reason() + " (forced: " + String.join("; ", provenance.overridden()) + ")";
  }
}

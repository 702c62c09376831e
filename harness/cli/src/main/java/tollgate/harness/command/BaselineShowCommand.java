package tollgate.harness.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tollgate.harness.baseline.Session;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Provenance;
import tollgate.harness.model.Run;
import tollgate.harness.read.ProvenanceReader;
import tollgate.harness.read.Sessions;
import tollgate.harness.render.ResultTable;
import tollgate.harness.render.TextTable;

/** {@code tollgate baseline show}: one accepted session in full. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Shows an accepted session: where it comes from and what it measured.",
    footerHeading = "%nExample:%n",
    footer = "  tollgate baseline show 20261121T013300Z")
final class BaselineShowCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "SESSION",
      description = "Its name, the beginning of it, or class/suite/name, as list shows them.")
  private String name = "";

  @Mixin private BaselineFolder folder = new BaselineFolder();

  BaselineShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Session session = folder.store(console).find(name);
    Run run = Sessions.readFile(session.result());
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("session", session.id()));
    facts.add(List.of("file", session.result().toString()));
    ProvenanceReader.besideResult(session.result()).ifPresent(p -> provenance(p, facts));
    run.environment().ifPresent(environment -> environment(environment, facts));
    run.warnings().forEach(warning -> facts.add(List.of("warning", warning)));
    console.out().print(TextTable.of(facts));
    console.out().println();
    console.out().print(ResultTable.of(run));
    return 0;
  }

  private static void provenance(Provenance provenance, List<List<String>> facts) {
    facts.add(List.of("recorded", provenance.recordedAt() + " by " + provenance.recordedBy()));
    facts.add(List.of("reason", provenance.reason()));
    provenance.overridden().forEach(objection -> facts.add(List.of("forced over", objection)));
    facts.add(List.of("command", provenance.command()));
  }

  private static void environment(Environment environment, List<List<String>> facts) {
    facts.add(List.of("measured", environment.startedAt()));
    facts.add(
        List.of("commit", environment.commit() + (environment.dirty() ? " and changes" : "")));
    facts.add(List.of("JDK", environment.jdkVersion()));
    Disturbance disturbance = environment.disturbance();
    facts.add(
        List.of(
            "disturbance",
            TextTable.share(disturbance.foreignCpuShare())
                + " of the processors by others, "
                + TextTable.share(disturbance.stealShare())
                + " kept by the host"));
    for (Map.Entry<String, SortedMap<String, String>> backend : environment.backends().entrySet()) {
      facts.add(List.of("backend " + backend.getKey(), backend.getValue().toString()));
    }
  }
}

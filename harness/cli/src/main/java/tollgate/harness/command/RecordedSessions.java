package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.baseline.Session;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.verdict.Recorded;

/** Which recorded sessions tell how far two single ones may differ. */
final class RecordedSessions {

  private static final int FEWEST = 2;

  private RecordedSessions() {}

  /**
   * Sessions of the candidate's machine class that measured some of its benchmarks; of another
   * class where its own has fewer than two. Sessions that are compared themselves are left out:
   * they would excuse their own difference.
   *
   * @param store where they are recorded
   * @param before one side, which may be several sessions: then nothing is needed
   * @param after the other
   */
  static Recorded beside(BaselineStore store, List<Run> before, List<Run> after) {
    Optional<String> machineClass =
        after.stream()
            .flatMap(run -> run.environment().stream())
            .map(Environment::machineClass)
            .filter(name -> !name.isEmpty())
            .findFirst();
    if (before.size() != 1 || after.size() != 1 || machineClass.isEmpty()) {
      return Recorded.NOTHING;
    }
    String own = machineClass.get();
    Set<String> measured = benchmarks(after.get(0));
    List<Run> compared = List.of(before.get(0), after.get(0));
    List<Session> likely = store.machineClasses().contains(own) ? ofClass(store, own) : List.of();
    List<Run> alike = sharing(likely, measured, compared);
    if (alike.size() >= FEWEST) {
      return new Recorded(alike, alike.size() + " recorded sessions of " + own);
    }
    return store.machineClasses().stream()
        .filter(name -> !name.equals(own))
        .map(name -> elsewhere(name, sharing(ofClass(store, name), measured, compared)))
        .max(Comparator.comparingInt(found -> found.sessions().size()))
        .filter(found -> found.sessions().size() >= FEWEST)
        .orElse(Recorded.NOTHING);
  }

  private static Recorded elsewhere(String machineClass, List<Run> runs) {
    return new Recorded(
        runs, runs.size() + " recorded sessions of another machine class, " + machineClass);
  }

  private static List<Session> ofClass(BaselineStore store, String machineClass) {
    return store.suites(machineClass).stream()
        .flatMap(suite -> store.sessions(machineClass, suite).stream())
        .toList();
  }

  private static List<Run> sharing(
      List<Session> sessions, Set<String> measured, List<Run> compared) {
    List<Run> sharing = new ArrayList<>();
    for (Session session : sessions) {
      if (compared.stream().noneMatch(run -> same(Path.of(run.source()), session.result()))) {
        Run run = Sessions.readFile(session.result());
        if (benchmarks(run).stream().anyMatch(measured::contains)) {
          sharing.add(run);
        }
      }
    }
    return sharing;
  }

  private static boolean same(Path first, Path second) {
    try {
      return Files.exists(first)
          && (Files.isSameFile(first, second) || Files.mismatch(first, second) < 0);
    } catch (IOException e) {
      return false;
    }
  }

  private static Set<String> benchmarks(Run run) {
    return run.results().stream()
        .map(result -> result.key().benchmark())
        .collect(Collectors.toSet());
  }
}

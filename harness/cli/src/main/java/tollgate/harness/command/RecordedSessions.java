package tollgate.harness.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.baseline.Session;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.verdict.Recorded;

/** Which recorded sessions tell how far two single ones may differ. */
final class RecordedSessions {

  private static final int FEWEST = 2;

  /** More would be read for little: five make a good baseline. */
  private static final int MOST = 8;

  private final BaselineStore store;
  private final List<Run> compared;
  private final Set<BenchmarkKey> measured;
  private final List<String> notes = new ArrayList<>();

  private RecordedSessions(BaselineStore store, Run before, Run after) {
    this.store = store;
    this.compared = List.of(before, after);
    this.measured = after.results().stream().map(Result::key).collect(Collectors.toSet());
  }

  /**
   * The latest sessions of the candidate's machine class that measured some of its benchmarks, with
   * the same parameters and threads; of another class where its own has fewer than two. Sessions
   * that are compared themselves are left out: they would excuse their own difference.
   *
   * @param store where they are recorded
   * @param before one side, which may be several sessions: then nothing is needed
   * @param after the other
   */
  static Recorded beside(BaselineStore store, List<Run> before, List<Run> after) {
    Optional<String> machineClass =
        after.stream().flatMap(run -> run.machineClass().stream()).findFirst();
    if (before.size() != 1 || after.size() != 1 || machineClass.isEmpty()) {
      return Recorded.NOTHING;
    }
    RecordedSessions found = new RecordedSessions(store, before.get(0), after.get(0));
    String own = machineClass.get();
    List<String> classes = found.readable(store::machineClasses);
    List<Run> alike = classes.contains(own) ? found.of(own) : List.of();
    if (alike.size() >= FEWEST) {
      return new Recorded(alike, "of " + own, found.notes);
    }
    for (String other : classes) {
      List<Run> elsewhere = other.equals(own) ? List.of() : found.of(other);
      if (elsewhere.size() >= FEWEST) {
        return new Recorded(elsewhere, "of another machine class, " + other, found.notes);
      }
    }
    return new Recorded(List.of(), "", found.notes);
  }

  /** The latest that share benchmarks with what is compared, the earliest first. */
  private List<Run> of(String machineClass) {
    List<Session> sessions =
        new ArrayList<>(
            readable(
                () ->
                    store.suites(machineClass).stream()
                        .flatMap(suite -> store.sessions(machineClass, suite).stream())
                        .toList()));
    sessions.sort(Comparator.comparing(Session::name).reversed());
    List<Run> sharing = new ArrayList<>();
    for (Session session : sessions) {
      if (sharing.size() == MOST) {
        break;
      }
      Path file = session.result();
      boolean known =
          Stream.concat(compared.stream(), sharing.stream())
              .anyMatch(run -> same(Path.of(run.source()), file));
      if (!known) {
        readable(() -> List.of(Sessions.readFile(file))).stream()
            .filter(this::shares)
            .forEach(run -> sharing.add(0, run));
      }
    }
    return sharing;
  }

  /** What cannot be read is evidence less, no reason to judge nothing. */
  private <T> List<T> readable(Supplier<List<T>> reading) {
    try {
      return reading.get();
    } catch (InputException e) {
      notes.add("not taken for how far sessions differ: " + e.getMessage());
      return List.of();
    }
  }

  private boolean shares(Run run) {
    return run.results().stream().map(Result::key).anyMatch(measured::contains);
  }

  private static boolean same(Path first, Path second) {
    try {
      return Files.exists(first)
          && (Files.isSameFile(first, second) || Files.mismatch(first, second) < 0);
    } catch (IOException e) {
      return false;
    }
  }
}

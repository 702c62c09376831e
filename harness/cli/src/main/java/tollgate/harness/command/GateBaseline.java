package tollgate.harness.command;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tollgate.harness.baseline.BaselineStore;
import tollgate.harness.baseline.Session;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;
import tollgate.harness.read.Sessions;
import tollgate.harness.verdict.Outcome;
import tollgate.harness.verdict.Report;

/**
 * What a gate measures by.
 *
 * @param store where it was looked for
 * @param machineClass of the candidate
 * @param suite which suite; empty when none was named and none is recorded
 * @param sessions what is recorded, the earliest first
 * @param jdk feature release that {@code sessions} were chosen by; empty for all of them
 * @param at thread counts that {@code sessions} were chosen by, ascending; empty for all of them
 */
record GateBaseline(
    BaselineStore store,
    String machineClass,
    String suite,
    List<Session> sessions,
    OptionalInt jdk,
    List<Integer> at) {

  GateBaseline {
    sessions = List.copyOf(sessions);
    at = List.copyOf(at);
  }

  /**
   * The recorded sessions of a machine class.
   *
   * @param suite may be empty when the class has at most one
   * @throws InputException when it is empty and there are several
   */
  static GateBaseline find(BaselineStore store, String machineClass, Optional<String> suite) {
    List<String> suites = store.suites(machineClass);
    if (suite.isEmpty() && suites.size() > 1) {
      throw new InputException(
          "this machine class has several suites; say which: --suite "
              + String.join(" or --suite ", suites));
    }
    String name = suite.or(() -> suites.stream().findFirst()).orElse("");
    return new GateBaseline(
        store,
        machineClass,
        name,
        name.isEmpty() ? List.of() : store.sessions(machineClass, name),
        OptionalInt.empty(),
        List.of());
  }

  /**
   * Only the sessions a JDK's results can be compared with: one suite may be recorded on several.
   *
   * @param release feature release, for example 17; 0 for unknown, which leaves all
   */
  GateBaseline measuredBy(int release) {
    if (release <= 0) {
      return this;
    }
    List<Session> alike = sessions.stream().filter(session -> mayBeOf(session, release)).toList();
    return new GateBaseline(store, machineClass, suite, alike, OptionalInt.of(release), at);
  }

  /**
   * Only the sessions with results at one of these thread counts: each count may be recorded by
   * itself, and a session at another would only be missing what is asked for.
   *
   * @param counts none leaves all
   */
  GateBaseline measuredAt(Collection<Integer> counts) {
    if (counts.isEmpty()) {
      return this;
    }
    List<Session> alike =
        sessions.stream()
            .filter(
                session ->
                    threads(Sessions.readFile(session.result())).stream()
                        .anyMatch(counts::contains))
            .toList();
    return new GateBaseline(
        store, machineClass, suite, alike, jdk, counts.stream().distinct().sorted().toList());
  }

  /**
   * The sessions that tell most of these results: of their JDK and thread counts where there are.
   */
  GateBaseline like(List<Run> runs) {
    Set<Integer> counts = new TreeSet<>();
    runs.forEach(run -> counts.addAll(threads(run)));
    GateBaseline sameJdk = orThisIfEmpty(measuredBy(jdk(runs.get(0))));
    return sameJdk.orThisIfEmpty(sameJdk.measuredAt(counts));
  }

  /** With none alike the report says of each benchmark what differs. */
  private GateBaseline orThisIfEmpty(GateBaseline chosen) {
    return chosen.isEmpty() ? this : chosen;
  }

  private static boolean mayBeOf(Session session, int release) {
    int recorded = jdk(Sessions.readFile(session.result()));
    return recorded == 0 || recorded == release;
  }

  /** Feature release of the JDK that a run was measured on, 0 where it does not say. */
  static int jdk(Run run) {
    return run.environment().map(Environment::jdkMajor).orElse(0);
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  List<Run> runs() {
    return sessions.stream().map(session -> Sessions.readFile(session.result())).toList();
  }

  /** Thread counts of the latest session, ascending. */
  List<Integer> threads() {
    Session latest = sessions.get(sessions.size() - 1);
    return threads(Sessions.readFile(latest.result()));
  }

  /** Thread counts of a run's results, ascending. */
  static List<Integer> threads(Run run) {
    return run.results().stream()
        .map(result -> result.key().threads())
        .distinct()
        .sorted()
        .toList();
  }

  /** {@code no baseline of suite S for machine class C on JDK J at T threads in D (it has: …)}. */
  String absence() {
    List<String> known = store.machineClasses();
    return "no baseline"
        + (suite.isEmpty() ? "" : " of suite " + suite)
        + " for machine class "
        + machineClass
        + (jdk.isPresent() ? " on JDK " + jdk.getAsInt() : "")
        + (at.isEmpty()
            ? ""
            : " at "
                + at.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (at.equals(List.of(1)) ? " thread" : " threads"))
        + " in "
        + store.root()
        + (known.isEmpty() ? "" : " (it has: " + String.join(", ", known) + ")");
  }

  /**
   * The report of a gate that has nothing to measure by: what there is, and what to do.
   *
   * @param candidate the result that was to be judged, if there is one
   * @param obstacle why both versions cannot be measured here and now, if that was tried
   */
  Report nothing(Optional<String> candidate, Optional<String> obstacle) {
    String named = suite.isEmpty() ? "NAME" : suite;
    String result = candidate.orElse("results/base");
    String headline =
        "Undecided: "
            + absence()
            + obstacle
                .map(why -> ", and the accepted version cannot be measured here: " + why)
                .orElse("")
            + candidate
                .map(given -> "; accept this result with: ")
                .orElse("; measure one with: tollgate run --suite " + named + " --out " + result)
            + (candidate.isEmpty() ? ", accept it with: " : "")
            + "tollgate baseline record "
            + result
            + " --suite "
            + named;
    return new Report(Outcome.UNDECIDED, headline, List.of(), Optional.empty(), List.of());
  }
}

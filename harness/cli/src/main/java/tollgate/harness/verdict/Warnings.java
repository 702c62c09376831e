package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Run;
import tollgate.harness.stats.SuiteModel;

/** What about the runs themselves limits the conclusions. */
final class Warnings {

  private static final int SESSIONS_THAT_GATE = 5;

  private static final String UNKNOWN =
      "one baseline session: how far sessions differ is unknown and not part of the intervals";

  private Warnings() {}

  static List<String> of(List<Run> baseline, List<Run> candidate) {
    List<String> warnings = new ArrayList<>();
    for (Run run : Stream.concat(baseline.stream(), candidate.stream()).distinct().toList()) {
      run.warnings().forEach(warning -> warnings.add(run.source() + ": " + warning));
      if (run.environment().isEmpty()) {
        warnings.add(
            run.source()
                + ": no environment beside it; machine and benchmark code were not checked");
      }
    }
    environment(baseline)
        .ifPresent(
            before ->
                environment(candidate).ifPresent(after -> differences(before, after, warnings)));
    return warnings;
  }

  /** What the number of the baseline's sessions costs. */
  static List<String> ofSessions(int baseline) {
    return baseline < SESSIONS_THAT_GATE
        ? List.of(
            baseline < 2
                ? UNKNOWN
                : baseline
                    + " baseline sessions: how far sessions differ is known roughly; "
                    + SESSIONS_THAT_GATE
                    + " make a good baseline")
        : List.of();
  }

  /**
   * What tells how far two single sessions may differ.
   *
   * @param used how many of the recorded ones tell something
   * @param findings all that were made beside them
   */
  static List<String> ofSessions(Recorded recorded, long used, List<SuiteModel.Finding> findings) {
    List<String> warnings = new ArrayList<>(recorded.notes());
    if (findings.stream().anyMatch(SuiteModel.Finding::bySession)) {
      warnings.add(
          "one session a side: how far sessions differ is taken from "
              + used
              + " recorded sessions "
              + recorded.origin());
    }
    if (findings.isEmpty() || !findings.stream().allMatch(SuiteModel.Finding::bySession)) {
      warnings.add(UNKNOWN);
    }
    return warnings;
  }

  private static Optional<Environment> environment(List<Run> runs) {
    return runs.stream().flatMap(run -> run.environment().stream()).reduce((first, last) -> last);
  }

  private static void differences(
      Environment baseline, Environment candidate, List<String> warnings) {
    if (baseline.jdkMajor() == candidate.jdkMajor()
        && !baseline.jdkVersion().equals(candidate.jdkVersion())) {
      warnings.add(
          "the JDK is " + candidate.jdkVersion() + ", the baseline's was " + baseline.jdkVersion());
    }
    for (var entry : candidate.backends().entrySet()) {
      SortedMap<String, String> before = baseline.backends().get(entry.getKey());
      if (before != null) {
        String changed = changed(before, entry.getValue());
        if (!changed.isEmpty()) {
          warnings.add("backend " + entry.getKey() + " is set otherwise: " + changed);
        }
      }
    }
  }

  private static String changed(SortedMap<String, String> before, SortedMap<String, String> after) {
    SortedMap<String, String> names = new TreeMap<>(before);
    names.putAll(after);
    return String.join(
        ", ",
        names.keySet().stream()
            .filter(name -> !Objects.equals(before.get(name), after.get(name)))
            .map(
                name ->
                    name
                        + " "
                        + before.getOrDefault(name, "unset")
                        + " → "
                        + after.getOrDefault(name, "unset"))
            .toList());
  }
}

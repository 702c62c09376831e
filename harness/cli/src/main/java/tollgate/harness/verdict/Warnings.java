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

/** What about the runs themselves limits the conclusions. */
final class Warnings {

  private static final int SESSIONS_THAT_GATE = 5;

  private Warnings() {}

  /**
   * All of them.
   *
   * @param recorded sessions that told how far two single ones may differ; empty for none
   */
  static List<String> of(List<Run> baseline, List<Run> candidate, String recorded) {
    List<String> warnings = new ArrayList<>();
    for (Run run : Stream.concat(baseline.stream(), candidate.stream()).distinct().toList()) {
      run.warnings().forEach(warning -> warnings.add(run.source() + ": " + warning));
      if (run.environment().isEmpty()) {
        warnings.add(
            run.source()
                + ": no environment beside it; machine and benchmark code were not checked");
      }
    }
    if (baseline.size() < SESSIONS_THAT_GATE) {
      warnings.add(
          recorded.isEmpty()
              ? sessions(baseline.size())
              : "one session a side: how far sessions differ is taken from " + recorded);
    }
    environment(baseline)
        .ifPresent(
            before ->
                environment(candidate).ifPresent(after -> differences(before, after, warnings)));
    return warnings;
  }

  private static String sessions(int count) {
    return count < 2
        ? "one baseline session: how far sessions differ is unknown and not part of the intervals"
        : count
            + " baseline sessions: how far sessions differ is known roughly; "
            + SESSIONS_THAT_GATE
            + " make a good baseline";
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

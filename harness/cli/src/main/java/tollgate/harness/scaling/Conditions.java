package tollgate.harness.scaling;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Settings;

/**
 * What results were measured with, as far as they and their environments tell: points of different
 * machines, JDKs, code, arguments, iterations or servers are no sweep.
 */
public final class Conditions {

  private static final String CODE = "versions of the code";
  private static final String BACKEND = "settings of ";

  private final SortedMap<String, Set<String>> values = new TreeMap<>();

  Conditions() {}

  /** Adds what {@code result} of {@code run} was measured with. */
  void add(Run run, Result result) {
    Settings settings = result.settings();
    add("JDKs", settings.jdkVersion());
    add(
        "JVM arguments",
        settings.jvmArgs().isEmpty() ? "none" : String.join(" ", settings.jvmArgs()));
    add(
        "iterations",
        settings.measurementIterations()
            + " × "
            + settings.measurementTime()
            + " after "
            + settings.warmupIterations()
            + " × "
            + settings.warmupTime());
    String method = result.key().benchmark();
    String type = method.substring(0, Math.max(0, method.lastIndexOf('.')));
    run.environment().ifPresent(environment -> add(environment, type));
  }

  private void add(Environment environment, String type) {
    add("machine classes", environment.machineClass());
    Optional.ofNullable(environment.bytecode().get(type)).ifPresent(hash -> add(CODE, hash));
    environment
        .backends()
        .forEach(
            (backend, facts) ->
                facts.forEach((name, value) -> add(BACKEND + backend + ", " + name, value)));
  }

  private void add(String what, String value) {
    values.computeIfAbsent(what, key -> new LinkedHashSet<>()).add(value);
  }

  /** What is not the same in all results, and its values. */
  Optional<String> mixed() {
    return values.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .findFirst()
        .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()));
  }

  /**
   * What another benchmark was measured with otherwise, where both tell. Its code is other code,
   * and it may need no server.
   */
  Optional<String> unlike(Conditions other) {
    for (Map.Entry<String, Set<String>> entry : values.entrySet()) {
      String what = entry.getKey();
      Set<String> theirs = other.values.getOrDefault(what, entry.getValue());
      if (!what.equals(CODE) && !what.startsWith(BACKEND) && !theirs.equals(entry.getValue())) {
        return Optional.of(
            what
                + ": "
                + String.join(", ", entry.getValue())
                + " and "
                + String.join(", ", theirs));
      }
    }
    return Optional.empty();
  }
}

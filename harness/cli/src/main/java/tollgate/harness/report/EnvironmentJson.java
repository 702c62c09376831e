package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Run;

/** Where both sides were measured, fact by fact, and which facts differ. */
final class EnvironmentJson {

  private static final Pattern FLAG = Pattern.compile("-XX:([A-Za-z0-9]+)=(.*)");

  private EnvironmentJson() {}

  /**
   * Writes the sessions of both sides, then {@code facts: [{name, baseline: […], candidate: […]}]}.
   */
  static void write(List<Run> baseline, List<Run> candidate, ObjectNode target) {
    ObjectNode sessions = target.putObject("sessions");
    baseline.forEach(run -> session(run, sessions.withArray("baseline").addObject()));
    candidate.forEach(run -> session(run, sessions.withArray("candidate").addObject()));
    Map<String, Set<String>> before = facts(baseline);
    Map<String, Set<String>> after = facts(candidate);
    Set<String> names = new LinkedHashSet<>(after.keySet());
    names.addAll(before.keySet());
    ArrayNode facts = target.putArray("facts");
    for (String name : names) {
      ObjectNode fact = facts.addObject();
      fact.put("name", name);
      before.getOrDefault(name, Set.of()).forEach(fact.putArray("baseline")::add);
      after.getOrDefault(name, Set.of()).forEach(fact.putArray("candidate")::add);
    }
  }

  private static void session(Run run, ObjectNode target) {
    target.put("source", run.source());
    run.environment()
        .ifPresent(
            environment -> {
              target.put("startedAt", environment.startedAt());
              target.put("commit", environment.commit());
              target.put("dirty", environment.dirty());
            });
  }

  /** Each fact's distinct values over the sessions, unknown ones left out. */
  private static Map<String, Set<String>> facts(List<Run> runs) {
    Map<String, Set<String>> facts = new LinkedHashMap<>();
    for (Run run : runs) {
      run.environment().ifPresent(environment -> add(facts, environment));
    }
    return facts;
  }

  private static void add(Map<String, Set<String>> facts, Environment environment) {
    add(facts, "machine class", environment.machineClass());
    add(facts, "JDK", environment.jdkVersion());
    add(facts, "commit", commit(environment));
    for (Map.Entry<String, Function<Environment, Double>> share : SHARES.entrySet()) {
      double value = share.getValue().apply(environment);
      add(
          facts,
          share.getKey(),
          Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f %%", 100 * value) : "");
    }
    environment
        .backends()
        .forEach(
            (backend, settings) ->
                settings.forEach((setting, value) -> add(facts, backend + " " + setting, value)));
    for (String flag : environment.jvmFlags()) {
      Matcher matcher = FLAG.matcher(flag);
      if (matcher.matches()) {
        add(facts, "JVM " + matcher.group(1), matcher.group(2));
      } else {
        add(facts, "JVM arguments", flag);
      }
    }
    environment
        .bytecode()
        .forEach(
            (type, hash) ->
                add(facts, "code of " + type, hash.substring(0, Math.min(12, hash.length()))));
  }

  private static final Map<String, Function<Environment, Double>> SHARES = shares();

  private static Map<String, Function<Environment, Double>> shares() {
    Map<String, Function<Environment, Double>> shares = new LinkedHashMap<>();
    shares.put("time some task waited for a processor", e -> e.disturbance().cpuPressureShare());
    shares.put("processor time stolen by the host", e -> e.disturbance().stealShare());
    shares.put("processor time used by others", e -> e.disturbance().foreignCpuShare());
    return shares;
  }

  private static String commit(Environment environment) {
    String commit = environment.commit();
    return commit.isEmpty()
        ? ""
        : commit.substring(0, Math.min(12, commit.length()))
            + (environment.dirty() ? " and uncommitted changes" : "");
  }

  private static void add(Map<String, Set<String>> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.computeIfAbsent(name, fresh -> new LinkedHashSet<>()).add(value);
    }
  }
}

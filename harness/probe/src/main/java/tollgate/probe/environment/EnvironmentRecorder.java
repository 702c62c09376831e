package tollgate.probe.environment;

import java.io.File;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.util.Version;

/** Gathers the {@link Environment} of a run from its start to its end. Safe for several threads. */
public final class EnvironmentRecorder {
  private final List<String> commandLine;
  private final @Nullable Build build;
  private final BytecodeHash hash;
  private final Instant startTime = Instant.now();
  private final Set<Long> roots = new HashSet<>(Set.of(ProcessHandle.current().pid()));
  private final Map<String, @Nullable Object> classes = new TreeMap<>();
  private final List<Map<String, @Nullable Object>> backends = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> benchmarks = new ArrayList<>();
  private Load runStart;
  private @Nullable Load benchmarkStart;

  /**
   * Starts to record.
   *
   * @param commandLine the arguments of the run; secrets are hidden before they are kept
   * @param build what the measured jar was built from, null when unknown
   * @param hash hashes the benchmark classes
   */
  public EnvironmentRecorder(List<String> commandLine, @Nullable Build build, BytecodeHash hash) {
    this.commandLine =
        commandLine.stream().map(Redaction::redact).map(EnvironmentRecorder::local).toList();
    this.build = build;
    this.hash = hash;
    this.runStart = Load.read(ProcFiles.SYSTEM, roots);
  }

  /**
   * Baselines are committed: where the tree lay on the machine that measured is nobody's matter.
   */
  static String local(String argument) {
    return argument.replace(System.getProperty("user.dir") + File.separator, "");
  }

  /**
   * Counts a process that is not our child, and its descendants, as ours. The disturbance of the
   * run is counted from here on.
   *
   * @param pid process id of a server that we started
   */
  public synchronized void addOwnProcess(long pid) {
    roots.add(pid);
    runStart = Load.read(ProcFiles.SYSTEM, roots);
  }

  /**
   * Adds a server that is measured against.
   *
   * @param name such as {@code postgres}
   * @param kind how it was obtained
   * @param version the server's own version
   * @param settings the settings that move figures
   */
  public synchronized void addBackend(
      String name, String kind, String version, Map<String, String> settings) {
    Map<String, @Nullable Object> backend = new LinkedHashMap<>();
    backend.put("name", name);
    backend.put("kind", kind);
    backend.put("version", version);
    Map<String, String> redacted = new TreeMap<>();
    settings.forEach((key, value) -> redacted.put(key, Redaction.redact(value)));
    backend.put("settings", redacted);
    backends.add(backend);
  }

  /**
   * A benchmark begins.
   *
   * @param params which; its class is hashed the first time
   */
  public synchronized void startBenchmark(BenchmarkParams params) {
    String name = className(params);
    if (!classes.containsKey(name)) {
      Optional<String> sha256 = hash.of(name);
      classes.put(name, Collections.singletonMap("bytecodeSha256", sha256.orElse(null)));
    }
    benchmarkStart = Load.read(ProcFiles.SYSTEM, roots);
  }

  /**
   * The benchmark that began last has ended.
   *
   * @param params which
   */
  public synchronized void endBenchmark(BenchmarkParams params) {
    Load start = benchmarkStart;
    if (start == null) {
      return;
    }
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("benchmark", params.getBenchmark());
    entry.put("mode", params.getMode().shortLabel());
    entry.put("threads", params.getThreads());
    Map<String, String> values = new TreeMap<>();
    params.getParamsKeys().forEach(key -> values.put(key, Redaction.redact(params.getParam(key))));
    entry.put("params", values);
    entry.put("disturbance", Load.read(ProcFiles.SYSTEM, roots).since(start));
    benchmarks.add(entry);
    benchmarkStart = null;
  }

  private static String className(BenchmarkParams params) {
    String benchmark = params.getBenchmark();
    return benchmark.substring(0, benchmark.lastIndexOf('.'));
  }

  /**
   * What is known now.
   *
   * @param complete whether every selected benchmark was measured
   * @return the environment of the run up to this moment
   */
  public synchronized Environment environment(boolean complete) {
    Map<String, @Nullable Object> run = new LinkedHashMap<>();
    run.put("startTime", startTime.truncatedTo(ChronoUnit.MILLIS).toString());
    run.put("endTime", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    run.put("complete", complete);
    run.put("commandLine", commandLine);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("schema", Environment.SCHEMA);
    json.put("run", run);
    json.put("build", build == null ? null : build.toJson());
    json.put("jmh", Map.of("version", Version.getPlainVersion()));
    json.put("machine", Machine.current().toJson());
    json.put("jvm", Jvm.current().toJson());
    json.put("benchmarkClasses", new TreeMap<>(classes));
    json.put("backends", List.copyOf(backends));
    json.put("disturbance", Load.read(ProcFiles.SYSTEM, roots).since(runStart));
    json.put("benchmarks", List.copyOf(benchmarks));
    return new Environment(json);
  }
}

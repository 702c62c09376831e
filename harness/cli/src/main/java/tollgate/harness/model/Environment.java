package tollgate.harness.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where and from what a run was measured: the file beside the result.
 *
 * @param machineClass slug of what makes two machines alike, for example {@code
 *     linux-amd64-amd-epyc-f25m17-2c-24g}
 * @param jdkMajor feature release of the measured JVM, for example 17
 * @param jdkVersion its full version
 * @param jvmFlags flags that change performance
 * @param commit full commit hash of the measured code, empty when unknown
 * @param dirty whether that tree had uncommitted changes
 * @param startedAt ISO-8601 instant in UTC, empty when unknown
 * @param command what was run, secrets removed
 * @param bytecode hash of the benchmark's code by fully qualified class name
 * @param backends settings of each backend by name: kind, version and what matters
 * @param disturbance what else the machine did meanwhile
 * @param cpus processors the measured JVM could use; empty when unknown
 */
public record Environment(
    String machineClass,
    int jdkMajor,
    String jdkVersion,
    List<String> jvmFlags,
    String commit,
    boolean dirty,
    String startedAt,
    String command,
    SortedMap<String, String> bytecode,
    SortedMap<String, SortedMap<String, String>> backends,
    Disturbance disturbance,
    OptionalInt cpus) {

  public Environment {
    jvmFlags = List.copyOf(jvmFlags);
    bytecode = Collections.unmodifiableSortedMap(new TreeMap<>(bytecode));
    TreeMap<String, SortedMap<String, String>> copy = new TreeMap<>();
    for (Map.Entry<String, SortedMap<String, String>> entry : backends.entrySet()) {
      copy.put(entry.getKey(), Collections.unmodifiableSortedMap(new TreeMap<>(entry.getValue())));
    }
    backends = Collections.unmodifiableSortedMap(copy);
  }

  /** An environment that does not tell how many processors there were. */
  public Environment(
      String machineClass,
      int jdkMajor,
      String jdkVersion,
      List<String> jvmFlags,
      String commit,
      boolean dirty,
      String startedAt,
      String command,
      SortedMap<String, String> bytecode,
      SortedMap<String, SortedMap<String, String>> backends,
      Disturbance disturbance) {
    this(
        machineClass,
        jdkMajor,
        jdkVersion,
        jvmFlags,
        commit,
        dirty,
        startedAt,
        command,
        bytecode,
        backends,
        disturbance,
        OptionalInt.empty());
  }

  /**
   * The same with other hashes of the benchmarks' code, and as if nothing had disturbed it: for
   * forks measured in turn, which a disturbance hits on both sides alike.
   */
  public Environment ofForksInTurn(SortedMap<String, String> hashes) {
    return new Environment(
        machineClass,
        jdkMajor,
        jdkVersion,
        jvmFlags,
        commit,
        dirty,
        startedAt,
        command,
        hashes,
        backends,
        Disturbance.UNKNOWN,
        cpus);
  }
}

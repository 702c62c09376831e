package tollgate.harness.model;

import java.util.List;

/**
 * How a result was measured, from JMH's own fields; empty text where an older schema has none.
 *
 * @param jmhVersion for example {@code 1.37}
 * @param jvm path of the measured JVM
 * @param jdkVersion for example {@code 17.0.15}
 * @param vmName for example {@code OpenJDK 64-Bit Server VM}
 * @param vmVersion for example {@code 17.0.15+6}
 * @param jvmArgs arguments of the forks
 * @param warmupIterations per fork
 * @param warmupTime as JMH prints it, for example {@code 300 ms}
 * @param measurementIterations per fork
 * @param measurementTime as JMH prints it
 * @param batchSize calls per operation in single-shot mode, else 1
 */
public record Settings(
    String jmhVersion,
    String jvm,
    String jdkVersion,
    String vmName,
    String vmVersion,
    List<String> jvmArgs,
    int warmupIterations,
    String warmupTime,
    int measurementIterations,
    String measurementTime,
    int batchSize) {

  public Settings {
    jvmArgs = List.copyOf(jvmArgs);
  }
}

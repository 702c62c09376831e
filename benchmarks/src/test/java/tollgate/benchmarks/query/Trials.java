package tollgate.benchmarks.query;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Short trials of one benchmark in this JVM, with the first value of each parameter or another. */
public final class Trials {
  private Trials() {}

  /**
   * Options that may be added to, but for parameters: JMH would run with all of their values.
   *
   * @param benchmark a class that holds benchmarks
   * @param iterations measured ones; there is no warm-up
   * @param millis of each
   * @param others parameters with another value than their first, as {@code name=value}
   * @return for four threads
   */
  public static ChainedOptionsBuilder of(
      Class<?> benchmark, int iterations, long millis, String... others) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
            .threads(4)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(millis))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    Map<String, String> params = new TreeMap<>();
    for (var field : benchmark.getFields()) {
      Param param = field.getAnnotation(Param.class);
      if (param != null) {
        params.put(field.getName(), param.value()[0]);
      }
    }
    for (String other : others) {
      String[] nameAndValue = other.split("=", 2);
      if (params.put(nameAndValue[0], nameAndValue[1]) == null) {
        throw new IllegalArgumentException(benchmark + " has no parameter " + nameAndValue[0]);
      }
    }
    params.forEach(options::param);
    return options;
  }

  /** Runs them; a benchmark that fails makes it throw. */
  public static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }
}

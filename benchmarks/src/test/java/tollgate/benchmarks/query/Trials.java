package tollgate.benchmarks.query;

import java.util.Collection;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Short trials of one benchmark in this JVM, with the first value of each parameter. */
final class Trials {
  private Trials() {}

  static ChainedOptionsBuilder of(Class<?> benchmark, int iterations, long millis) {
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
    for (var field : benchmark.getFields()) {
      Param param = field.getAnnotation(Param.class);
      if (param != null) {
        options.param(field.getName(), param.value()[0]);
      }
    }
    return options;
  }

  static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }
}

package tollgate.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tollgate.benchmarks.measure.MetricsProfiler;

/** One short iteration of each benchmark of a class, in this JVM, on real servers. */
final class ShortRuns {
  /** Parameters that are set for some classes here, and can be set only once. */
  private static final Set<String> CHOSEN = Set.of("seconds", "silenceMillis");

  private ShortRuns() {}

  /**
   * Runs a class's benchmarks.
   *
   * @param className of the benchmarks
   * @param threads at once
   * @param allParams with all default parameters and runtimes, or with the first of each
   * @return one result for each benchmark and combination of parameters
   * @throws RunnerException when one fails: it names the class, the threads and what was thrown
   */
  static Collection<RunResult> run(String className, int threads, boolean allParams)
      throws Exception {
    try {
      return new Runner(options(className, threads, allParams)).run();
    } catch (RunnerException e) {
      // JMH's own message says only that something was thrown.
      String thrown =
          Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
              .flatMap(link -> Stream.concat(Stream.of(link), Stream.of(link.getSuppressed())))
              .map(Throwable::toString)
              .collect(Collectors.joining("; "));
      throw new RunnerException(className + " at " + threads + " threads: " + thrown, e);
    }
  }

  private static Options options(String className, int threads, boolean allParams)
      throws ClassNotFoundException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + className.replace(".", "\\.") + "\\.")
            .threads(threads)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(100))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .addProfiler(MetricsProfiler.class);
    if (className.contains(".scenario.")) {
      // A failure has to begin, and to be over.
      options.param("seconds", className.endsWith("Recovery") ? "1" : "0.15");
    }
    if (className.endsWith("coordination.Recovery")) {
      // Agents that are only held up by a busy machine must not all be taken for dead.
      options.param("silenceMillis", "200");
    }
    if (allParams && Suite.source(className).contains("public AgentRuntime runtime;")) {
      options.param("runtime", "PLATFORM", "GIL");
    }
    if (!allParams) {
      Arrays.stream(Class.forName(className).getFields())
          .filter(field -> field.isAnnotationPresent(Param.class))
          .filter(field -> !CHOSEN.contains(field.getName()))
          .forEach(
              field -> options.param(field.getName(), field.getAnnotation(Param.class).value()[0]));
    }
    return options.build();
  }
}

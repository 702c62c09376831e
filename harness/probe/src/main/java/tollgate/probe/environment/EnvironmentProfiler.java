package tollgate.probe.environment;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import tollgate.probe.fork.ParentWatch;

/**
 * Writes the {@link Environment} of a run of any JMH jar, and lets its forks die with it:
 *
 * <pre>
 * java -cp foreign.jar:probe.jar org.openjdk.jmh.Main \
 *     -prof tollgate.probe.environment.EnvironmentProfiler:file=results.env.json -rf json -rff results.json
 * </pre>
 *
 * <p>The file is written after every fork and at the end of the JVM that runs JMH, so that a run
 * that is broken off has one too; {@code run.complete} then says false. Without forks ({@code -f
 * 0}) the disturbance is that of the whole run alone.
 */
public final class EnvironmentProfiler implements ExternalProfiler, InternalProfiler {
  private static final Map<Path, Run> RUNS = new ConcurrentHashMap<>();

  private final Path file;

  /** One run of JMH in this JVM; JMH makes a new profiler for every benchmark. */
  private static final class Run {
    private final Path file;
    private final Thread runner = Thread.currentThread();
    private final EnvironmentRecorder recorder =
        new EnvironmentRecorder(
            List.of(System.getProperty("sun.java.command", "").split(" ")),
            null,
            BytecodeHash.besideProduct(ClassLoader.getSystemClassLoader(), benchmarks()));

    /** All classes with benchmarks on the class path, as JMH's annotation processor listed them. */
    private static Set<String> benchmarks() {
      return BenchmarkList.defaultList()
          .getAll(
              OutputFormatFactory.createFormatInstance(
                  new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT),
              List.of())
          .stream()
          .map(BenchmarkListEntry::getUserClassQName)
          .collect(Collectors.toSet());
    }

    private Run(Path file) {
      this.file = file;
      Runtime.getRuntime().addShutdownHook(new Thread(this::atEnd, "tollgate-environment"));
    }

    /** A run that was broken off ends its JVM while the thread that runs JMH still lives. */
    private void atEnd() {
      write(!runner.isAlive());
    }

    private void write(boolean complete) {
      try {
        recorder.environment(complete).write(file);
      } catch (IOException e) {
        System.err.println("ERROR: the environment cannot be written to " + file + ": " + e);
      }
    }
  }

  /**
   * Called by JMH with what follows the colon of {@code -prof}.
   *
   * @param options {@code file=<path>}
   * @throws ProfilerException when there is no file, or its directory cannot be written to
   */
  public EnvironmentProfiler(String options) throws ProfilerException {
    if (!options.startsWith("file=") || options.length() == "file=".length()) {
      throw new ProfilerException("EnvironmentProfiler needs file=<path>, got '" + options + "'");
    }
    this.file = Path.of(options.substring("file=".length())).toAbsolutePath();
    if (isFork()) {
      ParentWatch.install();
      return;
    }
    Path directory = file.getParent();
    if (directory == null || !directory.toFile().isDirectory() || !directory.toFile().canWrite()) {
      throw new ProfilerException("EnvironmentProfiler cannot write to " + file);
    }
    RUNS.computeIfAbsent(file, Run::new);
  }

  private static boolean isFork() {
    return System.getProperty("sun.java.command", "").startsWith("org.openjdk.jmh.runner.Forked");
  }

  private Optional<Run> run() {
    return Optional.ofNullable(RUNS.get(file));
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {
    run().ifPresent(run -> run.recorder.startBenchmark(params));
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface's own signature.
  public Collection<? extends Result> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
    run()
        .ifPresent(
            run -> {
              run.recorder.endBenchmark(result.getParams());
              run.write(false);
            });
    return List.of();
  }

  /** Without forks no trial is announced: the first iteration is its beginning. */
  @Override
  public void beforeIteration(BenchmarkParams params, IterationParams iteration) {
    run()
        .filter(run -> params.getForks() == 0)
        .ifPresent(run -> run.recorder.startBenchmark(params));
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface's own signature.
  public Collection<? extends Result> afterIteration(
      BenchmarkParams params, IterationParams iteration, IterationResult result) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return true;
  }

  @Override
  public String getDescription() {
    return "Writes the machine, JVM, code hashes and disturbance of the run to a file";
  }
}

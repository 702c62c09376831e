package tollgate.probe.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import tollgate.probe.Measurement;

/**
 * Writes what has been measured as soon as each fork ends: one JMH JSON file per benchmark ×
 * parameters × threads, replaced fork by fork.
 *
 * <p>JMH itself writes its result file at the very end, so an interrupted run loses everything.
 * This profiler works between forks, in JMH's own process; the measured JVM carries nothing of it.
 */
public final class ForkResultsProfiler implements ExternalProfiler {

  private final Path directory;
  private final List<BenchmarkResult> forks = new ArrayList<>();
  private int forksPrepared;

  /**
   * Called by JMH.
   *
   * @param options {@code dir=DIRECTORY}
   * @throws ProfilerException without a directory
   */
  public ForkResultsProfiler(String options) throws ProfilerException {
    if (!options.startsWith("dir=") || options.length() == "dir=".length()) {
      throw new ProfilerException("option needed: dir=DIRECTORY");
    }
    directory = Path.of(options.substring("dir=".length()));
  }

  @Override
  public String getDescription() {
    return "Tollgate: keeps each fork's results as soon as it ends";
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    forksPrepared++;
    return List.of();
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {
    // Nothing to prepare.
  }

  @Override
  public Collection<? extends Result> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
    if (forksPrepared > result.getParams().getWarmupForks()) {
      forks.add(result);
      write(result.getParams());
    }
    return List.of();
  }

  private void write(BenchmarkParams params) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(json, false, UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out)
          .writeOut(List.of(new RunResult(params, forks)));
    }
    try {
      Files.createDirectories(directory);
      Path part = directory.resolve("forks-" + ProcessHandle.current().pid() + ".part");
      try {
        Files.write(part, json.toByteArray());
        Files.move(
            part,
            directory.resolve(Measurement.of(params).stem() + ".json"),
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // JMH still writes its own file at the end; only an interrupted run would miss this one.
      System.out.println("<fork result not kept: " + e + ">");
    }
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return true;
  }
}

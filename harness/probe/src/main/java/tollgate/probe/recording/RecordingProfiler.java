package tollgate.probe.recording;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;
import tollgate.probe.JsonLine;
import tollgate.probe.Measurement;

/**
 * Records every fork's measurement iterations with JDK Flight Recorder.
 *
 * <p>Works with any JMH jar: {@code java -cp other.jar:probe.jar org.openjdk.jmh.Main -prof
 * tollgate.probe.recording.RecordingProfiler:dir=recordings}. Unlike JMH's own {@code -prof jfr},
 * whose file name holds neither threads nor fork, no recording overwrites another.
 *
 * <p>The recording starts before the first measurement iteration and ends after the last, so
 * warm-up, class loading and trial set-up are not in it. Another one runs during the warm-up and is
 * thrown away: the first recording of a JVM instruments classes that are compiled already, and the
 * first measurement iteration would pay for it. Recording costs: do not score a fork that carries
 * this profiler.
 */
public final class RecordingProfiler implements ExternalProfiler, InternalProfiler {

  /** Tells the fork its number. */
  static final String FORK_PROPERTY = "tollgate.recording.fork";

  private final RecordingOptions options;
  private int forksPrepared;
  private @Nullable Recording primer;
  private @Nullable Recording recording;
  private int iterationsSeen;
  private long operations;

  /** Records into the working directory. */
  public RecordingProfiler() throws ProfilerException {
    this("");
  }

  /**
   * Called by JMH.
   *
   * @param options {@code dir=DIRECTORY;maxsize=MEGABYTES;stackdepth=FRAMES}, every part optional
   * @throws ProfilerException on an unknown option, or when this JVM has no Flight Recorder
   */
  public RecordingProfiler(String options) throws ProfilerException {
    this.options = RecordingOptions.parse(options);
    if (!FlightRecorder.isAvailable()) {
      throw new ProfilerException("this JVM has no Flight Recorder");
    }
  }

  @Override
  public String getDescription() {
    return "Tollgate: JFR of the measurement iterations, one file per benchmark, parameters,"
        + " threads and fork";
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    // JMH asks once per fork, warm-up forks first; those get a number below 1 and no recording.
    forksPrepared++;
    return List.of(
        "-D" + FORK_PROPERTY + "=" + (forksPrepared - params.getWarmupForks()),
        "-XX:FlightRecorderOptions=stackdepth=" + options.stackDepth(),
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+DebugNonSafepoints");
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {
    // Nothing: the fork does it all.
  }

  @Override
  public Collection<? extends Result> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
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
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    if (iterationsSeen > 0 || recording != null || !isScoredFork()) {
      return;
    }
    if (iteration.getType() == IterationType.MEASUREMENT) {
      recording = start();
      closePrimer();
    } else if (primer == null) {
      primer = start();
    }
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      iterationsSeen++;
      operations += result.getMetadata() == null ? 0 : result.getMetadata().getMeasuredOps();
      Recording running = recording;
      if (running != null && iterationsSeen >= benchmark.getMeasurement().getCount()) {
        recording = null;
        finish(running, Measurement.of(benchmark));
      }
    }
    return List.of();
  }

  private static boolean isScoredFork() {
    return System.getProperty(FORK_PROPERTY) == null || fork() >= 1;
  }

  private static int fork() {
    return Integer.getInteger(FORK_PROPERTY, 0);
  }

  private void closePrimer() {
    Recording running = primer;
    primer = null;
    if (running != null) {
      running.close();
    }
  }

  private Recording start() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    Recording started = new Recording();
    started.setName("tollgate");
    started.setSettings(RecordingSettings.of(Runtime.version().feature(), linux));
    started.setToDisk(true);
    started.setMaxSize(options.maxMegabytes() * 1024L * 1024L);
    started.start();
    return started;
  }

  private void finish(Recording running, Measurement measurement) {
    try (running) {
      MeasuredEvent measured = new MeasuredEvent();
      measured.benchmark = measurement.benchmark();
      measured.mode = measurement.mode();
      JsonLine params = new JsonLine();
      measurement.params().forEach(params::put);
      measured.params = params.toString();
      measured.threads = measurement.threads();
      measured.fork = Math.max(0, fork());
      measured.operations = operations;
      measured.commit();
      running.stop();
      Files.createDirectories(options.directory());
      Path part =
          options.directory().resolve("recording-" + ProcessHandle.current().pid() + ".part");
      try {
        running.dump(part);
        new RecordingIndex(options.directory())
            .add(part, measurement, Math.max(0, fork()), operations);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // The measurement is worth more than its recording: say so and let the fork end well.
      System.out.println("<recording lost: " + e + ">");
    }
  }
}

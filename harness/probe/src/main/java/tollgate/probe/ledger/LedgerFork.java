package tollgate.probe.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;

/** The ledger's instruments inside the measured JVM. In a JVM that is no fork of ours, nothing. */
final class LedgerFork {

  /** System property that names the recording's file. */
  static final String FILE_PROPERTY = "tollgate.ledger.file";

  private static final int WARM_UP = -1;

  private @Nullable LedgerRecording recording;
  private @Nullable WindowSampler sampler;
  private @Nullable DatabaseSampler database;
  private int warmups;
  private int measurements;

  /** Before JMH submits the iteration's tasks. */
  void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    String path = System.getProperty(FILE_PROPERTY);
    LedgerExecutor executor = LedgerExecutor.current();
    if (path == null || executor == null) {
      return;
    }
    boolean measurement = iteration.getType() == IterationType.MEASUREMENT;
    if (!measurement) {
      warmups++;
    }
    // From the last warm-up on: switching events on makes the JVM recompile what they touch.
    if (recording == null && (measurement || warmups == benchmark.getWarmup().getCount())) {
      recording = start(Path.of(path));
    }
    // Warm-ups are sampled too, under a number nobody reads: the first pass of a cold sampler is
    // slow.
    long nanos = iteration.getTime().convertTo(TimeUnit.NANOSECONDS);
    WindowSampler next = new WindowSampler(measurement ? measurements : WARM_UP, nanos, executor);
    sampler = next;
    start(next);
    if (measurement) {
      startDatabase();
    }
  }

  private void startDatabase() {
    if (measurements == 0) {
      database = DatabaseSampler.open().orElse(null);
    }
    if (database != null) {
      database.start();
    }
  }

  private static LedgerRecording start(Path path) {
    try {
      LedgerRecording started = new LedgerRecording();
      started.start(path);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record for the ledger into " + path, e);
    }
  }

  /** After all tasks have ended; gives the metrics that need no recording. */
  List<Result<?>> afterIteration(IterationParams iteration, IterationResult result) {
    WindowSampler current = sampler;
    LedgerRecording running = recording;
    if (current != null) {
      stop(current);
      sampler = null;
    }
    if (running == null || iteration.getType() != IterationType.MEASUREMENT) {
      return List.of();
    }
    measurements++;
    LedgerExecutor executor = LedgerExecutor.current();
    if (executor != null && !hasStatistics(executor.workers())) {
      LedgerNote.write(Failure.NO_SCHEDSTAT);
    }
    List<Result<?>> server = stopDatabase(result, measurements == iteration.getCount());
    if (measurements == iteration.getCount()) {
      running.stop();
    }
    return server;
  }

  /** Whether there are workers with books, and none without. */
  static boolean hasStatistics(List<Worker> workers) {
    try {
      for (Worker worker : workers) {
        if (!worker.hasStatistics()) {
          return false;
        }
      }
      return !workers.isEmpty();
    } catch (IOException e) {
      // A worker that has ended is none: its windows say so.
      return true;
    }
  }

  private List<Result<?>> stopDatabase(IterationResult result, boolean last) {
    DatabaseSampler current = database;
    if (current == null) {
      return List.of();
    }
    try {
      return LedgerMetrics.of(current.stop(), result);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      if (last) {
        current.close();
      }
    }
  }

  private static void start(WindowSampler sampler) {
    try {
      sampler.start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(WindowSampler sampler) {
    try {
      sampler.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

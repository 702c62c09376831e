package tollgate.benchmarks.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ThroughputResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class RunRecorderTest {
  private static final IterationParams MEASUREMENT =
      new IterationParams(IterationType.MEASUREMENT, 2, TimeValue.milliseconds(10), 1);
  private static final IterationParams WARMUP =
      new IterationParams(IterationType.WARMUP, 1, TimeValue.milliseconds(10), 1);

  private final RunRecorder recorder =
      new RunRecorder(
          OutputFormatFactory.createFormatInstance(
              new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT),
          new LiveLine(
              new PrintStream(OutputStream.nullOutputStream()),
              LiveLine.Manner.PLAIN,
              80,
              System::nanoTime),
          new RunRecorder.Listener() {
            @Override
            public void runStarts() {}

            @Override
            public void benchmarkStarts(BenchmarkParams params) {}

            @Override
            public void benchmarkEnds(BenchmarkParams params) {}
          });

  private static BenchmarkParams params(String name, int warmupForks) {
    return new BenchmarkParams(
        name,
        name + "_generated",
        true,
        1,
        new int[] {1},
        List.of(),
        3,
        warmupForks,
        WARMUP,
        MEASUREMENT,
        Mode.Throughput,
        new WorkloadParams(),
        TimeUnit.SECONDS,
        1,
        "java",
        List.of(),
        "17",
        "vm",
        "17",
        "1.37",
        TimeValue.minutes(1));
  }

  private void iteration(
      BenchmarkParams params, IterationParams iteration, int number, double ops) {
    IterationResult result = new IterationResult(params, iteration, null);
    result.addResult(
        new ThroughputResult(ResultRole.PRIMARY, "x", ops, 1_000_000_000L, TimeUnit.SECONDS));
    recorder.iterationResult(params, iteration, number, result);
  }

  @Test
  void wholeForks_secondForkUnfinished_keepsTheFirst() {
    BenchmarkParams params = params("a.B.c", 0);
    iteration(params, WARMUP, 1, 1);
    iteration(params, MEASUREMENT, 1, 10);
    iteration(params, MEASUREMENT, 2, 20);
    iteration(params, WARMUP, 1, 1);
    iteration(params, MEASUREMENT, 1, 1000);

    List<RunResult> kept = recorder.wholeForks();

    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).getBenchmarkResults()).hasSize(1);
    assertThat(kept.get(0).getPrimaryResult().getScore()).isEqualTo(15);
  }

  @Test
  void wholeForks_warmupFork_isNotAMeasurement() {
    BenchmarkParams params = params("a.B.c", 1);
    iteration(params, MEASUREMENT, 1, 1000);
    iteration(params, MEASUREMENT, 2, 1000);
    assertThat(recorder.wholeForks()).isEmpty();

    iteration(params, MEASUREMENT, 1, 10);
    iteration(params, MEASUREMENT, 2, 20);

    assertThat(recorder.wholeForks()).hasSize(1);
    assertThat(recorder.wholeForks().get(0).getPrimaryResult().getScore()).isEqualTo(15);
  }

  @Test
  void wholeForks_twoBenchmarks_keepsEachApart() {
    for (String name : List.of("a.B.one", "a.B.two")) {
      for (int fork = 0; fork < 3; fork++) {
        iteration(params(name, 0), MEASUREMENT, 1, 10);
        iteration(params(name, 0), MEASUREMENT, 2, 20);
      }
    }

    assertThat(recorder.wholeForks())
        .hasSize(2)
        .allMatch(result -> result.getBenchmarkResults().size() == 3);
  }

  @Test
  void silence_jmhGoesOn_itsThreadDoesNotReturn() throws InterruptedException {
    recorder.silence();
    Thread jmh = new Thread(() -> recorder.println("the next benchmark"));
    jmh.setDaemon(true);
    jmh.start();

    jmh.join(300);

    assertThat(jmh.isAlive()).isTrue();
  }
}

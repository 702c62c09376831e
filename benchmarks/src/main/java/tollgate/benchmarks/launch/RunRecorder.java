package tollgate.benchmarks.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * JMH's output, unchanged, with a copy of every measured iteration kept on the way: JMH itself
 * writes its result file at the very end and forgets everything when it does not get there.
 *
 * <p>Once {@link #silence} was called JMH's threads wait here for ever. That is how a run is broken
 * off: JMH has no other way to be stopped, and would report the forks that we kill as failures and
 * start the next ones.
 */
final class RunRecorder implements OutputFormat {
  /** What the invocation does at JMH's milestones; all called on JMH's own thread. */
  interface Listener {
    /** JMH has accepted everything and is about to measure. */
    void runStarts();

    /** A benchmark with its parameters begins. */
    void benchmarkStarts(BenchmarkParams params);

    /** It has ended, with or without results. */
    void benchmarkEnds(BenchmarkParams params);
  }

  private final OutputFormat output;
  private final Listener listener;
  private final LiveLine live;
  private final Map<BenchmarkParams, List<List<IterationResult>>> forks = new LinkedHashMap<>();
  private final Map<String, String> failed = new TreeMap<>();
  private boolean expectsCause;
  private BenchmarkParams current;
  private volatile boolean silenced;

  @SuppressWarnings("NullAway.Init") // JMH announces a benchmark before it ends it.
  RunRecorder(OutputFormat output, LiveLine live, Listener listener) {
    this.output = output;
    this.live = live;
    this.listener = listener;
  }

  /** From now on nothing is printed, and whoever tries does not return. */
  void silence() {
    silenced = true;
  }

  /**
   * What was measured so far, in whole forks: the iterations of a fork that did not end are left
   * out. Results that a profiler attaches to a whole fork are not part of it.
   */
  synchronized List<RunResult> wholeForks() {
    List<RunResult> results = new ArrayList<>();
    forks.forEach(
        (params, measured) -> {
          List<BenchmarkResult> whole =
              measured.stream()
                  .skip(params.getWarmupForks())
                  .filter(fork -> fork.size() == params.getMeasurement().getCount())
                  .map(fork -> new BenchmarkResult(params, fork))
                  .toList();
          if (!whole.isEmpty()) {
            results.add(new RunResult(params, whole));
          }
        });
    return results;
  }

  /**
   * Benchmarks of which a fork failed, each with its reason, one line, empty when JMH gave none;
   * without {@code -foe} JMH goes on and reports success.
   */
  synchronized Map<String, String> failed() {
    return new TreeMap<>(failed);
  }

  /** JMH tells a failure to its output alone, by these lines, and the cause in the next. */
  private synchronized void noteFailure(String text) {
    for (String line : text.lines().toList()) {
      if (line.startsWith("<failure>") || line.startsWith("<forked VM failed")) {
        failed.putIfAbsent(current.getBenchmark(), "");
        expectsCause = true;
      } else if (expectsCause && !line.isBlank() && !line.startsWith("<")) {
        failed.computeIfPresent(
            current.getBenchmark(), (name, why) -> why.isEmpty() ? cause(line) : why);
        expectsCause = false;
      }
    }
  }

  /** Without the exception's name, which tells users nothing. */
  private static String cause(String line) {
    return line.strip().replaceFirst("^(?:[\\w$]+\\.)+[\\w$]+: (?=.)", "");
  }

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {
    pass();
    if (iteration.getType() == IterationType.MEASUREMENT) {
      synchronized (this) {
        List<List<IterationResult>> measured =
            forks.computeIfAbsent(params, key -> new ArrayList<>());
        if (number == 1) {
          measured.add(new ArrayList<>());
        }
        measured.get(measured.size() - 1).add(result);
      }
    }
    if (live.clear() && LiveLine.sharesTheTerminal()) {
      output.iteration(params, iteration, number);
    }
    output.iterationResult(params, iteration, number, result);
  }

  @Override
  public void startRun() {
    pass();
    listener.runStarts();
    output.startRun();
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    pass();
    current = params;
    listener.benchmarkStarts(params);
    output.startBenchmark(params);
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    pass();
    listener.benchmarkEnds(current);
    output.endBenchmark(result);
  }

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
    pass();
    live.about(
        (iteration.getType() == IterationType.WARMUP ? "warm-up " : "shot ")
            + number
            + "/"
            + iteration.getCount());
    output.iteration(params, iteration, number);
  }

  @Override
  public void endRun(Collection<RunResult> results) {
    pass();
    output.endRun(results);
  }

  @Override
  public void print(String text) {
    pass();
    output.print(text);
  }

  @Override
  public void println(String text) {
    pass();
    noteFailure(text);
    live.clear();
    output.println(text);
  }

  @Override
  public void verbosePrintln(String text) {
    pass();
    output.verbosePrintln(text);
  }

  @Override
  public void write(int b) {
    pass();
    output.write(b);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    pass();
    output.write(bytes);
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public void close() {
    output.close();
  }

  private void pass() {
    if (silenced) {
      waitForEver();
    }
  }

  /** The JVM is ending; a thread that waits here does not delay it. */
  static void waitForEver() {
    boolean waiting = true;
    while (waiting) {
      try {
        new CountDownLatch(1).await();
        waiting = false;
      } catch (InterruptedException e) {
        // JMH interrupts its threads when it gives up on them; there is nothing to give up.
      }
    }
  }
}

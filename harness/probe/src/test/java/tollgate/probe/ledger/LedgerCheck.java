package tollgate.probe.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Prints the ledgers of all known workloads and holds them to exact figures: for a quiet machine,
 * by {@code scripts/ledger-check}. Exit code 1 when one is missed.
 */
public final class LedgerCheck {

  private static final int[] THREADS = {1, 4, 16, 50};

  /** Where a name has to come first from eight threads on. */
  private static final int[] THREADS_OF_NAMED = {1, 4, 8, 16, 50};

  private static final Set<String> NAMED = Set.of("sleep", "pool", "lock", "monitor");
  private static final int POOL_SIZE = 5;
  private static final List<String> WORKLOADS =
      List.of(
          "cpu",
          "sleep",
          "monitor",
          "lock",
          "pool",
          "socket",
          "serverSleep",
          "handOff",
          "allocation",
          "yielding");

  /** Nothing of theirs may stay unexplained. */
  private static final Set<String> EXPLAINED =
      Set.of("sleep", "pool", "socket", "serverSleep", "lock", "monitor", "handOff");

  /** The wait that must be named first, from eight threads on where it needs company. */
  private static final Map<String, String> FIRST =
      Map.of(
          "sleep", "sleep",
          "monitor", "monitor",
          "lock", "lockPark",
          "pool", "poolWait",
          "socket", "otherSocket",
          "serverSleep", "databaseSocket");

  private static final Set<String> SERIAL = Set.of("monitor", "lock");

  private final String java;
  private final boolean withServer;

  /** The ledger at one thread: what an operation costs when nothing is lost. */
  private Map<String, Result> single = Map.of();

  private int missed;

  private LedgerCheck(String java, boolean withServer) {
    this.java = java;
    this.withServer = withServer;
  }

  /**
   * Checks with each JVM named.
   *
   * @param args paths of java executables, then workloads to leave it at, if any
   */
  public static void main(String[] args) throws RunnerException {
    int missed = 0;
    boolean withServer = System.getProperty("tollgate.rendezvous") != null;
    List<String> only = Arrays.stream(args).filter(WORKLOADS::contains).toList();
    for (String java : args) {
      if (!WORKLOADS.contains(java)) {
        LedgerCheck check = new LedgerCheck(java, withServer);
        check.run(only.isEmpty() ? WORKLOADS : only);
        missed += check.missed;
      }
    }
    System.out.println(missed == 0 ? "all figures met" : missed + " figures missed");
    System.exit(missed == 0 ? 0 : 1);
  }

  private void run(List<String> workloads) throws RunnerException {
    System.out.println(java);
    for (String workload : workloads) {
      if (workload.equals("serverSleep") && !withServer) {
        System.out.println("  serverSleep: not run, no server");
        continue;
      }
      for (int threads : NAMED.contains(workload) ? THREADS_OF_NAMED : THREADS) {
        check(workload, threads);
      }
    }
  }

  private void check(String workload, int threads) throws RunnerException {
    RunResult run = new Runner(options(workload, threads).build()).runSingle();
    Map<String, Result> metrics = run.getSecondaryResults();
    List<String> misses = new ArrayList<>();
    if (!metrics.containsKey("time.wall")) {
      misses.add("no ledger: " + metrics.keySet());
    } else {
      single = threads == 1 ? metrics : single;
      judge(workload, threads, metrics, misses);
    }
    missed += misses.size();
    System.out.printf(
        Locale.ROOT,
        "  %-11s %2d  %s%s%n",
        workload,
        threads,
        metrics.containsKey("time.wall") ? line(metrics) : "",
        misses.isEmpty() ? "" : "  MISSED: " + misses);
  }

  private void judge(
      String workload, int threads, Map<String, Result> metrics, List<String> misses) {
    double sum = score(metrics, "time.cpu") + score(metrics, "time.runQueue");
    for (Wait wait : Wait.values()) {
      sum += score(metrics, "time." + wait.label());
    }
    sum += score(metrics, "time.unexplained");
    expect(misses, "sum", sum / score(metrics, "time.wall"), 0.995, 1.005);
    expect(misses, "window", score(metrics, "ledger.window"), 0.99, 1.01);
    expect(misses, "workers", score(metrics, "ledger.workers"), 1, 1);
    // The rows sum by construction; what was read must come close to that by itself.
    expect(misses, "raw", score(metrics, "ledger.raw"), 0, 1.005);
    if (EXPLAINED.contains(workload)) {
      expect(misses, "unexplained", share(metrics, "unexplained"), 0, 0.02);
      expect(
          misses,
          "raw with claimed",
          score(metrics, "ledger.raw") + score(metrics, "ledger.claimed"),
          0.98,
          Double.POSITIVE_INFINITY);
    }
    String first = FIRST.get(workload);
    boolean alone = threads < 8 && (SERIAL.contains(workload) || workload.equals("pool"));
    boolean loses = SERIAL.contains(workload) || workload.equals("pool");
    String largest = largest(metrics, loses ? single : Map.of());
    if (first != null && !alone && !first.equals(largest)) {
      misses.add("first is " + largest);
    }
    if (workload.equals("pool") && threads > POOL_SIZE) {
      double law = 1 - (double) POOL_SIZE / threads;
      expect(misses, "pool share", share(metrics, "poolWait"), law - 0.02, law + 0.02);
    }
    if (loses && threads >= 8 && first != null) {
      double trueLoss = 1 - (workload.equals("pool") ? POOL_SIZE : 1.) / threads;
      double least = threads >= 50 ? 0.9 : threads >= 16 ? 0.85 : 0.7;
      expect(misses, "share of the loss", share(metrics, first) / trueLoss, least, 1.05);
    }
    if (workload.equals("cpu") && threads >= 16 && !limited(metrics, "cpuSaturated")) {
      misses.add("a saturated processor is not named");
    }
    if (workload.equals("yielding") && threads >= 4 && !limited(metrics, "yieldSpinning")) {
      misses.add("yield-spinning is not named");
    }
  }

  private static void expect(
      List<String> misses, String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      misses.add(
          String.format(Locale.ROOT, "%s %.4f not in [%.3f, %.3f]", what, value, least, most));
    }
  }

  private static boolean limited(Map<String, Result> metrics, String name) {
    return metrics.containsKey("ledger.limited." + name);
  }

  private static String line(Map<String, Result> metrics) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%9.1f us ", score(metrics, "time.wall")));
    List<String> rows = new ArrayList<>(List.of("cpu", "runQueue"));
    Arrays.stream(Wait.values()).map(Wait::label).forEach(rows::add);
    rows.addAll(List.of("unexplained", "overlap"));
    for (String row : rows) {
      if (share(metrics, row) >= 0.0005) {
        line.append(String.format(Locale.ROOT, " %s %.1f%%", row, 100 * share(metrics, row)));
      }
    }
    line.append(
        String.format(
            Locale.ROOT,
            "  raw %.4f claimed %.4f",
            score(metrics, "ledger.raw"),
            score(metrics, "ledger.claimed")));
    Statistics windows = Objects.requireNonNull(metrics.get("ledger.window")).getStatistics();
    line.append(
        String.format(
            Locale.ROOT,
            "  window %.4f (%.3f … %.3f)",
            windows.getMean(),
            windows.getMin(),
            windows.getMax()));
    metrics.keySet().stream()
        .filter(name -> name.startsWith("ledger.limited."))
        .forEach(name -> line.append(" ").append(name.substring("ledger.limited.".length())));
    return line.toString();
  }

  /** The wait that takes most, or that grew most beyond {@code alone} where that is given. */
  private static String largest(Map<String, Result> metrics, Map<String, Result> alone) {
    return Arrays.stream(Wait.values())
        .map(Wait::label)
        .max(
            Comparator.comparingDouble(
                label ->
                    score(metrics, "time." + label)
                        - (alone.isEmpty() ? 0 : score(alone, "time." + label))))
        .orElseThrow();
  }

  private static double share(Map<String, Result> metrics, String label) {
    return score(metrics, "time." + label) / score(metrics, "time.wall");
  }

  private static double score(Map<String, Result> metrics, String name) {
    Result result = metrics.get(name);
    return result == null ? Double.NaN : result.getScore();
  }

  private ChainedOptionsBuilder options(String workload, int threads) {
    String server = System.getProperty("tollgate.rendezvous", "");
    return new OptionsBuilder()
        .include("tollgate\\.probe\\.ledger\\.(KnownWorkloads|ServerSleep)\\." + workload + "$")
        .jvm(java)
        .jvmArgsAppend(server.isEmpty() ? "-Dnone" : "-Dtollgate.rendezvous=" + server)
        .threads(threads)
        .forks(1)
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(500))
        .measurementIterations(3)
        .measurementTime(TimeValue.seconds(2))
        .addProfiler(LedgerProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }
}

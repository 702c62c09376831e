import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.read.Sessions;

/** Prints what became of the platform, or of users of Redis, after each trouble, a row each, from the result of both Recoveries. */
final class FaultTable {
  private static final double LEAST_SUCCESS = 90;
  private static final double MOST_RATIO = 1.5;
  private static final double MOST_MILLIS = 120_000;

  /** Arguments: the result file, how many runs each trouble was to have, and the troubles. */
  public static void main(String[] args) {
    Path file = Path.of(args[0]);
    int wanted = Integer.parseInt(args[1]);
    Map<String, Result> found = new TreeMap<>();
    if (Files.exists(file)) {
      Sessions.readFile(file).results().forEach(result -> found.put(trouble(result.key().params()), result));
    }
    System.out.printf(
        "%-24s %5s  %-15s %-22s %-22s %-22s %-22s %-12s %s%n",
        "trouble",
        "runs",
        "success during",
        "success after min/med",
        "p50 before/after",
        "latency ratio med/max",
        "recovery med/max",
        "lost writes",
        "verdict");
    int notHeld = 0;
    List<String> troubles = Arrays.asList(args[2].split(","));
    for (String trouble : troubles) {
      notHeld += row(trouble, found.get(trouble), wanted) ? 0 : 1;
    }
    System.out.println(
        notHeld == 0
            ? "held: " + troubles.size() + " troubles, " + wanted + " runs each, nothing lost"
            : "not held: " + notHeld + " of " + troubles.size() + " troubles");
    if (notHeld > 0) {
      System.out.println("why a run failed is in " + file.resolveSibling("jmh.log"));
    }
    System.exit(notHeld == 0 ? 0 : 1);
  }

  /** What goes wrong with the platform, or on the way to Redis. */
  private static String trouble(Map<String, String> params) {
    return params.getOrDefault("trouble", params.getOrDefault("fault", ""));
  }

  private static boolean row(String trouble, Result result, int wanted) {
    double[] success = values(result, "after.success.percent");
    double[] ratio = values(result, "after.ratio");
    double[] recovery = values(result, "recovery");
    int runs = success.length;
    // A shot that finds an acknowledged write missing, or a trouble that nobody met, fails, and with it its fork: all runs of it.
    boolean complete = runs >= wanted;
    boolean back = complete && Double.isFinite(max(recovery)) && max(recovery) <= MOST_MILLIS;
    boolean held = back && min(success) >= LEAST_SUCCESS && median(ratio) < MOST_RATIO;
    System.out.printf(
        Locale.ROOT,
        "%-24s %5d  %-15s %-22s %-22s %-22s %-22s %-12s %s%n",
        trouble,
        runs,
        String.format(Locale.ROOT, "%.1f %%", median(values(result, "during.success.percent"))),
        String.format(Locale.ROOT, "%.1f / %.1f %%", min(success), median(success)),
        String.format(
            Locale.ROOT, "%.1f / %.1f ms", median(values(result, "before.p50")) / 1_000, median(values(result, "after.p50")) / 1_000),
        String.format(Locale.ROOT, "%.2f / %.2f", median(ratio), max(ratio)),
        String.format(Locale.ROOT, "%.0f / %.0f ms", median(recovery), max(recovery)),
        complete ? "0" : "unknown",
        complete ? held ? "held" : "not held" : "not held: a run failed, and the other " + (wanted - 1) + " with it");
    return held;
  }

  private static double[] values(Result result, String name) {
    Metric metric = result == null ? null : result.secondary().get(name);
    return metric == null
        ? new double[0]
        : IntStream.range(0, metric.samples().forkCount())
            .mapToObj(metric.samples()::fork)
            .flatMapToDouble(DoubleStream::of)
            .toArray();
  }

  private static double min(double[] values) {
    return DoubleStream.of(values).min().orElse(Double.NaN);
  }

  /** NaN when one of them is: a platform that never came back. */
  private static double max(double[] values) {
    return DoubleStream.of(values).max().orElse(Double.NaN);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length == 0
        ? Double.NaN
        : sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

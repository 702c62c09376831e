import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.read.Sessions;

/** Prints how the platform bore a crowd, a row for each scenario, and holds it to what docs/slo.md says of too many users. */
final class CrowdTable {
  /** What a platform with too much to do says: come back later. */
  private static final List<String> DOCUMENTED = List.of("errors.overloaded", "errors.limit");

  private static final double MOST_GROWTH = 100;

  /** Arguments: the result files. */
  public static void main(String[] args) {
    System.out.printf(
        "%-34s %9s %11s %8s %8s %14s %8s %12s %s%n",
        "scenario", "success", "p95", "503/429", "others", "memory growth", "threads", "connections", "verdict");
    boolean held = true;
    List<Result> results =
        Stream.of(args).flatMap(file -> Sessions.readFile(Path.of(file)).results().stream()).toList();
    for (Result result : results) {
      double documented = DOCUMENTED.stream().mapToDouble(name -> total(result, name)).sum();
      double all =
          result.secondary().keySet().stream().filter(name -> name.startsWith("errors.")).mapToDouble(name -> total(result, name)).sum();
      double growth = most(result, "memory.growth");
      double connections = most(result, "connections.growth");
      boolean good = all == documented && growth < MOST_GROWTH && connections <= 0;
      held &= good;
      System.out.printf(
          Locale.ROOT,
          "%-34s %8.2f%% %8.0f ms %8.0f %8.0f %11.1f MB %8.0f %12.0f %s%n",
          name(result),
          least(result, "success.percent"),
          most(result, "response.p95") / 1_000,
          documented,
          all - documented,
          growth,
          most(result, "threads.growth"),
          connections,
          good ? "held" : "not held" + others(result));
    }
    System.out.println(
        held && !results.isEmpty()
            ? "held: no failure but those that are documented, nothing left active, nothing kept"
            : "not held");
    System.exit(held && !results.isEmpty() ? 0 : 1);
  }

  private static String name(Result result) {
    Map<String, String> params = result.key().params();
    String kind =
        List.of("shape", "endpoint", "audience", "load", "factor").stream()
            .filter(params::containsKey)
            .map(params::get)
            .findFirst()
            .orElse("");
    return result.key().shortName().replaceFirst("\\..*", "") + " " + kind;
  }

  /** The failures that nobody has promised, by kind. */
  private static String others(Result result) {
    return result.secondary().keySet().stream()
        .filter(name -> name.startsWith("errors.") && !DOCUMENTED.contains(name) && total(result, name) > 0)
        .map(name -> String.format(Locale.ROOT, "%s %.0f", name.substring("errors.".length()), total(result, name)))
        .sorted()
        .reduce("", (all, each) -> all + (all.isEmpty() ? ": " : ", ") + each);
  }

  private static double total(Result result, String name) {
    return DoubleStream.of(values(result, name)).sum();
  }

  private static double most(Result result, String name) {
    return DoubleStream.of(values(result, name)).max().orElse(Double.NaN);
  }

  private static double least(Result result, String name) {
    return DoubleStream.of(values(result, name)).min().orElse(Double.NaN);
  }

  private static double[] values(Result result, String name) {
    Metric metric = result.secondary().get(name);
    return metric == null
        ? new double[0]
        : IntStream.range(0, metric.samples().forkCount())
            .mapToObj(metric.samples()::fork)
            .flatMapToDouble(DoubleStream::of)
            .toArray();
  }
}

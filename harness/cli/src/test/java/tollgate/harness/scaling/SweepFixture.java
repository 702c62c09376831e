package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Settings;
import tollgate.harness.model.Unit;

/** Results as a reader would give them. */
final class SweepFixture {

  static final int[] SEVEN = {1, 2, 4, 8, 16, 32, 50};

  private SweepFixture() {}

  static Result result(int threads, Map<String, String> params, String unit, double... forks) {
    return result(threads, params, unit, new TreeMap<>(), forks);
  }

  static Result result(
      int threads,
      Map<String, String> params,
      String unit,
      SortedMap<String, Metric> secondary,
      double... forks) {
    Mode mode = unit.startsWith("ops") ? Mode.THROUGHPUT : Mode.AVERAGE_TIME;
    return new Result(
        new BenchmarkKey("bench.Pool.take", mode, threads, params),
        new Settings("1.37", "java", "17", "vm", "17", List.of(), 1, "1 s", 1, "1 s", 1),
        metric(Metric.PRIMARY, unit, mode.direction(), forks),
        secondary);
  }

  static Metric metric(String name, String unit, Direction direction, double... forks) {
    double[][] samples = new double[forks.length][];
    for (int i = 0; i < forks.length; i++) {
      samples[i] = new double[] {forks[i]};
    }
    return new Metric(name, Unit.parse(unit), direction, Samples.of(samples), List.of());
  }

  /** The same under another name: {@code package.Type.method}. */
  static Result named(String benchmark, Result result) {
    BenchmarkKey key = result.key();
    return new Result(
        new BenchmarkKey(benchmark, key.mode(), key.threads(), key.params()),
        result.settings(),
        result.primary(),
        result.secondary());
  }

  /** The same, measured with other JVM arguments or iterations. */
  static Result measured(String iterationTime, List<String> jvmArgs, Result result) {
    return new Result(
        result.key(),
        new Settings("1.37", "java", "17", "vm", "17", jvmArgs, 1, "1 s", 1, iterationTime, 1),
        result.primary(),
        result.secondary());
  }

  /** The same, with {@code metrics} of an instrument. */
  static Result carrying(SortedMap<String, Metric> metrics, Result result) {
    return new Result(result.key(), result.settings(), result.primary(), metrics);
  }

  /** A machine of {@code cpus} processors whose server has {@code buffers}. */
  static Environment environment(int cpus, String buffers) {
    return new Environment(
        "machine",
        17,
        "17",
        List.of(),
        "",
        false,
        "",
        "",
        new TreeMap<>(),
        new TreeMap<>(Map.of("postgres", new TreeMap<>(Map.of("shared_buffers", buffers)))),
        Disturbance.UNKNOWN,
        OptionalInt.of(cpus));
  }

  static Run run(Environment environment, Result... results) {
    return new Run("test", Optional.of(environment), List.of(results), List.of());
  }

  static Run run(Result... results) {
    return new Run("test", Optional.empty(), List.of(results), List.of());
  }

  /** A law's throughput in each of three forks, two of which scatter by ±{@code noise}. */
  static Result[] law(double sigma, double kappa, double noise, int... threads) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < threads.length; i++) {
      double n = threads[i];
      double sign = i % 2 == 0 ? 1 : -1;
      double x = 1000 * n / (1 + sigma * (n - 1) + kappa * n * (n - 1)) * (1 + sign * noise / 3);
      results.add(result(threads[i], Map.of(), "ops/s", x, x * (1 + noise), x * (1 - noise)));
    }
    return results.toArray(Result[]::new);
  }

  /** Metrics as the probe writes them: rows in µs/op, all others 0. */
  static SortedMap<String, Metric> ledger(Map<Cause, Double> rows, int cpus) {
    TreeMap<String, Metric> metrics = new TreeMap<>();
    double wall = 0;
    for (Cause cause : Cause.values()) {
      double micros = rows.getOrDefault(cause, 0.);
      wall += micros;
      add(metrics, cause.metric(), "us/op", micros);
    }
    add(metrics, Ledger.WALL_METRIC, "us/op", wall);
    add(metrics, Ledger.CPUS_METRIC, "cpus", cpus);
    add(metrics, "ledger.hostBusy", "share", 1);
    return metrics;
  }

  /** Further metrics of a ledger, by name. */
  static SortedMap<String, Metric> with(SortedMap<String, Metric> ledger, String name, double v) {
    TreeMap<String, Metric> metrics = new TreeMap<>(ledger);
    add(metrics, name, name.equals(Ledger.SCORE_METRIC) ? "ops/s" : "share", v);
    return metrics;
  }

  private static void add(SortedMap<String, Metric> metrics, String name, String unit, double v) {
    metrics.put(name, metric(name, unit, Direction.LOWER_IS_BETTER, v));
  }

  /** The story of a sweep that stands alone. */
  static ScalingReport explained(Sweep sweep) {
    return ScalingAnalysis.explain(sweep, List.of());
  }

  /** The sweep of {@code results} on a machine with processors for all threads. */
  static Sweep onManyProcessors(Result... results) {
    Run run = run(environment(64, "1GB"), results);
    return Sweeps.in(List.of(run)).get(0).sweep().known().orElseThrow();
  }

  static Sweep sweep(Result... results) {
    return Sweeps.in(List.of(run(results))).get(0).sweep().known().orElseThrow();
  }
}

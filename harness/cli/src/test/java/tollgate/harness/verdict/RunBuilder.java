package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Settings;
import tollgate.harness.model.Unit;

/** Runs for tests, in memory. */
final class RunBuilder {

  static final Settings SETTINGS =
      new Settings(
          "1.37",
          "java",
          "17.0.15",
          "OpenJDK 64-Bit Server VM",
          "17.0.15+6",
          List.of(),
          5,
          "1 s",
          5,
          "1 s",
          1);

  static final Environment ENVIRONMENT =
      new Environment(
          "linux-amd64-2c",
          17,
          "17.0.15",
          List.of("-Xmx1g"),
          "abc",
          false,
          "",
          "",
          new TreeMap<>(Map.of("a.B", "1111111111111111")),
          new TreeMap<>(),
          Disturbance.UNKNOWN);

  private final List<Result> results = new ArrayList<>();
  private Optional<Environment> environment = Optional.of(ENVIRONMENT);
  private final String source;

  RunBuilder(String source) {
    this.source = source;
  }

  /** A suite of quiet benchmarks, the same numbers for the same seed. */
  static RunBuilder suite(int benchmarks, int forks, long seed, String unit, Mode mode) {
    Random random = new Random(seed);
    RunBuilder builder = new RunBuilder("suite-" + seed);
    for (int i = 0; i < benchmarks; i++) {
      double[][] scores = new double[forks][5];
      for (double[] fork : scores) {
        double level = 100 * Math.exp(0.01 * random.nextGaussian());
        Arrays.setAll(fork, j -> level * Math.exp(0.003 * random.nextGaussian()));
      }
      builder.add("a.B.bench" + i, mode, unit, scores);
    }
    return builder;
  }

  RunBuilder add(String benchmark, Mode mode, String unit, double[][] scores) {
    return add(key(benchmark, mode), SETTINGS, unit, scores);
  }

  RunBuilder add(BenchmarkKey key, Settings settings, String unit, double[][] scores) {
    Metric primary =
        new Metric(
            Metric.PRIMARY,
            Unit.parse(unit),
            key.mode().direction(),
            Samples.of(scores),
            List.of());
    results.add(new Result(key, settings, primary, new TreeMap<>()));
    return this;
  }

  static BenchmarkKey key(String benchmark, Mode mode) {
    return new BenchmarkKey(benchmark, mode, 1, Map.of());
  }

  /** Multiplies every score of one benchmark. */
  RunBuilder scale(int index, double factor) {
    return change(
        index,
        result ->
            new Result(
                result.key(),
                result.settings(),
                new Metric(
                    Metric.PRIMARY,
                    result.primary().unit(),
                    result.primary().direction(),
                    result.primary().samples().scaled(factor),
                    List.of()),
                result.secondary()));
  }

  RunBuilder change(int index, UnaryOperator<Result> change) {
    results.set(index, change.apply(results.get(index)));
    return this;
  }

  RunBuilder secondary(int index, Metric metric) {
    return change(
        index,
        result -> {
          TreeMap<String, Metric> all = new TreeMap<>(result.secondary());
          all.put(metric.name(), metric);
          return new Result(result.key(), result.settings(), result.primary(), all);
        });
  }

  RunBuilder environment(Optional<Environment> value) {
    environment = value;
    return this;
  }

  Run build() {
    return new Run(source, environment, results, List.of());
  }
}

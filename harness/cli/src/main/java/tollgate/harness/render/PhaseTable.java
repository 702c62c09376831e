package tollgate.harness.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Unit;

/** What happened before, during and after a trouble, a line for each that a run made. */
public final class PhaseTable {
  private static final String BEFORE = "before.p50";
  private static final String DURING = "during.success.percent";
  private static final String AFTER = "after.p50";
  private static final String RATIO = "after.ratio";
  private static final Unit MILLIS = Unit.parse("ms/op");

  private PhaseTable() {}

  /**
   * The lines of the benchmarks that tell these phases apart: means over all iterations that have a
   * figure, times in milliseconds.
   *
   * @return empty when there is no such benchmark
   */
  public static String of(Run run) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("before p50 ms", "served during %", "after p50 ms", "recovery ms", "benchmark"));
    run.results().stream()
        .filter(PhaseTable::hasPhases)
        .sorted((one, other) -> one.key().compareTo(other.key()))
        .forEach(
            result ->
                rows.add(
                    List.of(
                        millis(result, BEFORE),
                        Figures.value(mean(result, DURING)),
                        millis(result, AFTER),
                        Figures.value(mean(result, "recovery")),
                        result.key().toString())));
    return rows.size() == 1 ? "" : TextTable.of(rows);
  }

  private static boolean hasPhases(Result result) {
    return Stream.of(BEFORE, DURING, AFTER, RATIO).allMatch(result.secondary()::containsKey);
  }

  private static String millis(Result result, String name) {
    double factor =
        Optional.ofNullable(result.secondary().get(name))
            .map(metric -> metric.unit().factorTo(MILLIS).orElse(Double.NaN))
            .orElse(Double.NaN);
    return Figures.value(mean(result, name) * factor);
  }

  private static double mean(Result result, String name) {
    return Optional.ofNullable(result.secondary().get(name)).stream()
        .map(Metric::samples)
        .flatMapToDouble(
            samples ->
                IntStream.range(0, samples.forkCount())
                    .mapToObj(samples::fork)
                    .flatMapToDouble(DoubleStream::of))
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}

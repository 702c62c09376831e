package tollgate.harness.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Settings;
import tollgate.harness.model.Unit;

class PhaseTableTest {
  private static final Settings SETTINGS =
      new Settings("1.37", "java", "17", "vm", "17", List.of(), 0, "1 s", 2, "1 s", 1);

  @Test
  void of_failureAndAnother_hasALineForTheFailureAlone() {
    Result failure =
        result(
            "org.example.Failure.run",
            metric("before.p50", "us/op", 2_000, 4_000),
            metric("during.success.percent", "%", 40, 60),
            metric("after.p50", "us/op", 5_000, Double.NaN),
            metric("after.ratio", "ratio", 1.5, Double.NaN),
            metric("recovery", "ms", 120, Double.NaN));
    Result other = result("org.example.Profile.run", metric("before.p50", "us/op", 1, 1));

    String table = PhaseTable.of(run(other, failure));

    assertThat(table.lines()).hasSize(2);
    assertThat(table)
        .containsPattern("(?m)^3\\.000 +50\\.00 +5\\.000 +120\\.0 +Failure\\.run ss t=10$")
        .doesNotContain("Profile");
  }

  @Test
  void of_neverRecovered_hasNoFigureForWhatCameAfter() {
    Result lost =
        result(
            "org.example.Failure.run",
            metric("before.p50", "us/op", 2_000),
            metric("during.success.percent", "%", 0),
            metric("after.p50", "us/op", Double.NaN),
            metric("after.ratio", "ratio", Double.NaN),
            metric("recovery", "ms", Double.NaN));

    assertThat(PhaseTable.of(run(lost))).containsPattern("(?m)^2\\.000 +0 +n/a +n/a +Failure");
  }

  @Test
  void of_noFailure_isEmpty() {
    assertThat(PhaseTable.of(run(result("org.example.Pool.borrow")))).isEmpty();
  }

  private static Run run(Result... results) {
    return new Run("run", Optional.empty(), List.of(results), List.of());
  }

  private static Result result(String benchmark, Metric... metrics) {
    TreeMap<String, Metric> secondary = new TreeMap<>();
    for (Metric metric : metrics) {
      secondary.put(metric.name(), metric);
    }
    return new Result(
        new BenchmarkKey(benchmark, Mode.SINGLE_SHOT, 10, Map.of()),
        SETTINGS,
        metric(Metric.PRIMARY, "ms/op", 10),
        secondary);
  }

  private static Metric metric(String name, String unit, double... values) {
    return new Metric(
        name,
        Unit.parse(unit),
        Direction.LOWER_IS_BETTER,
        Samples.of(new double[][] {values}),
        List.of());
  }
}

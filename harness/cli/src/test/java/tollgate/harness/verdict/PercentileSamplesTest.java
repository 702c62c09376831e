package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Unit;

class PercentileSamplesTest {
  private static final Metric P95 = metric("stats.p95", "us/op", 20, 21);

  @Test
  void tooFew_fiveBeyondThePercentile_areEnough() {
    assertThat(PercentileSamples.tooFew("stats.p95", result(P95, samples("stats", 50, 50))))
        .isEmpty();
    assertThat(PercentileSamples.tooFew("stats.p95", result(P95, samples("stats", 50, 49))))
        .hasValue("rests on too few samples for stats.p95: 99, 100 are needed");
    assertThat(PercentileSamples.tooFew("stats.p50", result(P95, samples("stats", 5, 5))))
        .isEmpty();
  }

  @Test
  void tooFew_othersAreCountedButNotThese_isUnknown() {
    assertThat(PercentileSamples.tooFew("stats.p95", result(P95, samples("response", 900, 900))))
        .hasValue("rests on nobody knows how many samples: there is no stats.samples");
  }

  @Test
  void tooFew_nothingIsCounted_isTakenAsItIs() {
    assertThat(PercentileSamples.tooFew("stats.p95", result(P95))).isEmpty();
  }

  @Test
  void tooFew_noPercentile_hasNone() {
    List<Result> counted = result(P95, samples("response", 1));

    assertThat(PercentileSamples.tooFew("stats.max", counted)).isEmpty();
    assertThat(PercentileSamples.tooFew("stats.p100", counted)).isEmpty();
  }

  private static List<Result> result(Metric... metrics) {
    TreeMap<String, Metric> secondary = new TreeMap<>();
    for (Metric metric : metrics) {
      secondary.put(metric.name(), metric);
    }
    return List.of(
        new Result(
            new BenchmarkKey("a.B.run", Mode.SINGLE_SHOT, 2, Map.of()),
            RunBuilder.SETTINGS,
            metric(Metric.PRIMARY, "ms/op", 10, 10.1),
            secondary));
  }

  private static Metric samples(String name, double... counts) {
    return metric(name + ".samples", "#", counts);
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

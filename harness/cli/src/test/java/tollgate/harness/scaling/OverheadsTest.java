package tollgate.harness.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tollgate.harness.scaling.SweepFixture.measured;
import static tollgate.harness.scaling.SweepFixture.named;
import static tollgate.harness.scaling.SweepFixture.result;
import static tollgate.harness.scaling.SweepFixture.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Result;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.LogMean;

class OverheadsTest {

  private static final String CONTROL = "suite.coordination.Independent.step";
  private static final String PATTERN = "suite.coordination.Handoff.pass";

  @Test
  void explain_patternAndControl_comparesAtTheSameN() {
    List<Result> results = new ArrayList<>();
    results.addAll(sweep(CONTROL, Map.of(), 1, .98));
    results.addAll(sweep(PATTERN, Map.of(), .8, .7));
    Overhead overhead = overhead(results, PATTERN).orElseThrow().known().orElseThrow();
    assertThat(overhead.control().benchmark()).isEqualTo(CONTROL);
    assertThat(overhead.caveats()).isEmpty();
    assertThat(overhead.points()).extracting(Overhead.At::threads).containsExactly(1, 50);
    assertThat(overhead.at(1).orElseThrow().share()).isCloseTo(.2, within(1e-9));
    Overhead.At most = overhead.at(50).orElseThrow();
    assertThat(most.share()).isCloseTo(1 - .7 / .98, within(1e-9));
    Interval ratio =
        LogMean.of(forks(50 * 1000 * .7))
            .ratioInterval(LogMean.of(forks(50 * 1000 * .98)), .95)
            .orElseThrow();
    assertThat(most.interval().orElseThrow().low()).isCloseTo(1 - ratio.high(), within(1e-9));
    assertThat(most.interval().orElseThrow().high()).isCloseTo(1 - ratio.low(), within(1e-9));
  }

  @Test
  void explain_controlOfAnotherStep_isNone() {
    List<Result> results = new ArrayList<>();
    results.addAll(sweep(CONTROL, Map.of("thinkMicros", "1"), 1, 1));
    results.addAll(sweep(PATTERN, Map.of("thinkMicros", "13000"), 1, 1));
    assertThat(overhead(results, PATTERN).orElseThrow().reason())
        .contains("no sweep of Independent with the same step (thinkMicros=13000)");
  }

  @Test
  void explain_patternUnderTheLock_wantsAgentsUnderTheLock() {
    List<Result> results = new ArrayList<>();
    results.addAll(sweep(CONTROL, Map.of("runtime", "PLATFORM"), 1, 1));
    results.addAll(sweep(PATTERN, Map.of("runtime", "GIL"), 1, .1));
    assertThat(overhead(results, PATTERN).orElseThrow().reason()).contains("(runtime=GIL)");
    results.addAll(sweep(CONTROL, Map.of("runtime", "GIL"), 1, .2));
    assertThat(
            overhead(results, PATTERN)
                .orElseThrow()
                .known()
                .orElseThrow()
                .at(50)
                .orElseThrow()
                .share())
        .isCloseTo(.5, within(1e-9));
  }

  @Test
  void explain_controlOfOtherIterations_isRefused() {
    List<Result> results = new ArrayList<>();
    sweep(CONTROL, Map.of(), 1, 1).forEach(r -> results.add(measured("300 ms", List.of(), r)));
    results.addAll(sweep(PATTERN, Map.of(), 1, 1));
    assertThat(overhead(results, PATTERN).orElseThrow().reason())
        .contains("measured with other iterations");
  }

  @Test
  void explain_operationsThatDoOtherWork_areMarked() {
    List<Result> results = new ArrayList<>();
    results.addAll(sweep(CONTROL, Map.of(), 1, 1));
    results.addAll(sweep("suite.coordination.Lease.take", Map.of("leaseMicros", "20"), 1, 1));
    results.addAll(sweep("suite.coordination.Vote.decide", Map.of("topology", "RING"), 1, 1));
    assertThat(caveats(results, "suite.coordination.Lease.take")).contains("20 µs under its lease");
    assertThat(caveats(results, "suite.coordination.Vote.decide")).contains("one agent in N");
  }

  @Test
  void explain_controlItselfAndOtherRooms_haveNoOverhead() {
    List<Result> results = new ArrayList<>();
    results.addAll(sweep(CONTROL, Map.of(), 1, 1));
    results.addAll(sweep("suite.pool.Pool.take", Map.of(), 1, 1));
    results.addAll(sweep("take", Map.of(), 1, 1));
    assertThat(overhead(results, CONTROL)).isEmpty();
    assertThat(overhead(results, "suite.pool.Pool.take")).isEmpty();
    assertThat(overhead(results, "take")).isEmpty();
  }

  private static String caveats(List<Result> results, String benchmark) {
    return String.join(
        "; ", overhead(results, benchmark).orElseThrow().known().orElseThrow().caveats());
  }

  private static Optional<Answer<Overhead>> overhead(List<Result> results, String benchmark) {
    return ScalingAnalysis.explain(Sweeps.in(List.of(run(results.toArray(Result[]::new))))).stream()
        .filter(report -> report.id().benchmark().equals(benchmark))
        .findFirst()
        .orElseThrow()
        .overhead();
  }

  /** One agent and fifty, at these shares of a thousand steps a second each. */
  private static List<Result> sweep(
      String benchmark, Map<String, String> params, double one, double fifty) {
    Map<String, String> own = new TreeMap<>(params);
    return List.of(
        named(benchmark, result(1, own, "ops/s", forks(1000 * one))),
        named(benchmark, result(50, own, "ops/s", forks(50 * 1000 * fifty))));
  }

  private static double[] forks(double x) {
    return new double[] {x, x * 1.01, x / 1.01};
  }
}

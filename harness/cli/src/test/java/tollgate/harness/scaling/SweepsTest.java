package tollgate.harness.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tollgate.harness.scaling.SweepFixture.result;
import static tollgate.harness.scaling.SweepFixture.run;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepsTest {

  @Test
  void in_averageTime_isTurnedIntoThroughputOfAllThreads() {
    Sweep sweep =
        SweepFixture.sweep(
            result(4, Map.of(), "ms/op", 2, 2), result(1, Map.of(), "us/op", 500, 500));
    assertThat(sweep.threads()).containsExactly(1, 4);
    assertThat(sweep.throughputs()[0]).isCloseTo(2000, within(1e-6));
    assertThat(sweep.throughputs()[1]).isCloseTo(2000, within(1e-6));
  }

  @Test
  void in_throughputUnits_areConverted() {
    Sweep sweep =
        SweepFixture.sweep(
            result(1, Map.of(), "ops/ms", 2, 2), result(2, Map.of(), "ops/s", 3000, 3000));
    assertThat(sweep.throughputs()[0]).isCloseTo(2000, within(1e-6));
  }

  @Test
  void in_onePoint_saysWhy() {
    assertThat(reason(result(8, Map.of(), "ops/s", 1, 2)))
        .contains("one thread count only (8)")
        .contains("--threads");
  }

  @Test
  void in_mixedParameters_saysThatTheyAreMixed() {
    List<Sweeps.Found> found =
        Sweeps.in(
            List.of(
                run(
                    result(1, Map.of("poolSize", "5"), "ops/s", 1),
                    result(8, Map.of("poolSize", "10"), "ops/s", 4))));
    assertThat(found).hasSize(2);
    assertThat(found.get(0).sweep().reason()).contains("other parameters");
    assertThat(found.get(1).sweep().reason()).contains("other parameters");
  }

  @Test
  void in_notANumber_namesThePoint() {
    assertThat(reason(result(1, Map.of(), "ops/s", 5), result(4, Map.of(), "ops/s", Double.NaN)))
        .contains("4 threads is NaN");
    assertThat(reason(result(1, Map.of(), "ops/s", 5), result(4, Map.of(), "ops/s", -1)))
        .contains("4 threads is -1.0");
    assertThat(reason(result(1, Map.of(), "ops/s", 5), result(4, Map.of(), "ops/s", 0)))
        .contains("4 threads is 0.0");
    assertThat(reason(result(1, Map.of(), "ops/s", 5), result(4, Map.of(), "ops/s")))
        .contains("nothing was measured");
  }

  private static String reason(tollgate.harness.model.Result... results) {
    return Sweeps.in(List.of(run(results))).get(0).sweep().reason();
  }
}

package tollgate.benchmarks.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;

/**
 * Rows that a benchmark writes and dead ones that it leaves must not pile up while it is measured:
 * the last iteration would read another table than the first.
 */
@Tag("alone")
@Tag("same-on-every-jdk")
class DriftIT {
  private static final int ITERATIONS = 9;
  private static final long MILLIS = 250;

  @Test
  void taskQueue_overATrial_keepsTheSizeOfItsTable() throws Exception {
    assertStays(TaskQueue.class, "tollgate.tasks");
  }

  @Test
  void stateUpsert_overATrial_keepsTheSizeOfItsTable() throws Exception {
    assertStays(StateUpsert.class, "tollgate.agent_state");
  }

  private static void assertStays(Class<?> benchmark, String table) throws Exception {
    RunResult run =
        Trials.run(
                Trials.of(benchmark, ITERATIONS, MILLIS)
                    .param("agents", "100")
                    .addProfiler(RelationSize.class, table))
            .iterator()
            .next();
    List<Double> sizes =
        run.getBenchmarkResults().iterator().next().getIterationResults().stream()
            .map(
                iteration ->
                    Objects.requireNonNull(iteration.getSecondaryResults().get(RelationSize.METRIC))
                        .getScore())
            .toList();
    assertThat(sizes).hasSize(ITERATIONS);
    // The last iteration ends with the reset. Growing by each iteration's rows would be fourfold.
    assertThat(sizes.get(ITERATIONS - 2)).as("%s", sizes).isLessThan(2 * sizes.get(1));
  }
}

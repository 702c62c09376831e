package tollgate.benchmarks.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import tollgate.benchmarks.coordination.Contention;
import tollgate.benchmarks.measure.MetricsProfiler;

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

  @Test
  void insert_overATrial_keepsTheSizeOfItsTable() throws Exception {
    assertStays(Insert.class, "tollgate.messages");
  }

  @Test
  void mixedReadWrite_overATrial_keepsTheSizeOfItsTables() throws Exception {
    assertStays(MixedReadWrite.class, "tollgate.messages");
    assertStays(MixedReadWrite.class, "tollgate.agent_state");
  }

  @Test
  void transfer_overATrial_keepsTheSizeOfItsTable() throws Exception {
    assertStays(Transfer.class, "tollgate.accounts");
  }

  @Test
  void rowLeases_overATrial_keepTheSizeOfTheirTable() throws Exception {
    assertStays(
        Trials.of(Contention.class, ITERATIONS, MILLIS, "leases=ROW_LOCK"), "tollgate.leases");
  }

  /** The server's processes would tell of most of it only in the next iteration. */
  @Test
  void taskQueue_afterOneShortIteration_tellsOfAllItsDeadRows() throws Exception {
    RunResult run =
        Trials.run(Trials.of(TaskQueue.class, 1, MILLIS).addProfiler(MetricsProfiler.class))
            .iterator()
            .next();
    double completed = metric(run, "latency.samples") - metric(run, "claims.empty");
    assertThat(completed).isPositive();
    assertThat(metric(run, "dead.tuples")).isGreaterThanOrEqualTo(completed);
  }

  private static double metric(RunResult run, String name) {
    return Objects.requireNonNull(run.getSecondaryResults().get(name), name).getScore();
  }

  private static void assertStays(Class<?> benchmark, String table) throws Exception {
    assertStays(Trials.of(benchmark, ITERATIONS, MILLIS, "agents=100"), table);
  }

  private static void assertStays(ChainedOptionsBuilder trial, String table) throws Exception {
    RunResult run = Trials.run(trial.addProfiler(RelationSize.class, table)).iterator().next();
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

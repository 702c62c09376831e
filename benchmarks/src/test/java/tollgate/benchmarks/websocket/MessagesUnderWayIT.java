package tollgate.benchmarks.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import tollgate.benchmarks.measure.MetricsProfiler;
import tollgate.benchmarks.query.Trials;

/** What is under way when an iteration ends began in it and counts in it. */
class MessagesUnderWayIT {
  private static final int ITERATIONS = 3;

  /**
   * The last call may have to wait for room, so that its message begins when the time is up: that
   * one is not measured, and all others are.
   */
  @ParameterizedTest
  @ValueSource(classes = {EchoPipelined.class, FanIn.class})
  void latency_ofOneSender_hasASampleOfEachMeasuredMessage(Class<?> benchmark) throws Exception {
    ChainedOptionsBuilder trial = Trials.of(benchmark, ITERATIONS, 100, "window=64").threads(1);

    Collection<IterationResult> iterations =
        Trials.run(trial.addProfiler(MetricsProfiler.class))
            .iterator()
            .next()
            .getAggregatedResult()
            .getIterationResults();

    assertThat(iterations).hasSize(ITERATIONS);
    for (IterationResult iteration : iterations) {
      double messages = iteration.getMetadata().getMeasuredOps();
      assertThat(messages).isPositive();
      assertThat(samples(iteration)).isBetween(messages - 1, messages);
    }
  }

  private static double samples(IterationResult iteration) {
    return Objects.requireNonNull(iteration.getSecondaryResults().get("latency.samples"))
        .getScore();
  }
}

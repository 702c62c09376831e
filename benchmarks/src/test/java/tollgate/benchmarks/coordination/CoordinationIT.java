package tollgate.benchmarks.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tollgate.benchmarks.measure.MetricsProfiler;

/** What the scores of agents that wait for each other can be, at most, and are. */
class CoordinationIT {
  /** A millisecond's wait in each hop, one task: whatever the machine, there are no more hops. */
  private static final double MOST_HOPS_PER_SECOND = 1_000;

  @Test
  void handoff_ofOneTask_countsNoMoreThanItsHops() throws Exception {
    ChainedOptionsBuilder options = options("Handoff", 50).measurementIterations(1);
    options.param("inFlight", "1").param("thinkMicros", "1000").param("computeMicros", "0");

    RunResult result = run(options).iterator().next();

    assertThat(result.getPrimaryResult().getScore()).isPositive().isLessThan(MOST_HOPS_PER_SECOND);
    assertThat(secondary(result, "messages.perStep")).isEqualTo(1);
  }

  /** All but the agent that fails wait without a time limit, and nothing comes. */
  @ParameterizedTest
  @EnumSource(AgentRuntime.class)
  @Timeout(120)
  void handoff_whoseOnlyTaskIsLost_endsAndNamesTheCheck(AgentRuntime runtime) {
    ChainedOptionsBuilder options = options("Handoff", 50).measurementIterations(1);
    options.param("inFlight", "1").param("thinkMicros", "0").param("computeMicros", "0");
    options.param("runtime", runtime.name()).jvmArgsAppend("-Dtollgate.falsify=handoff.order");

    assertThatThrownBy(() -> run(options))
        .isInstanceOf(RunnerException.class)
        .hasStackTraceContaining("check 'handoff.order' failed");
  }

  @Test
  void handoff_whereThreadsDoNotStay_makesUpForWhatWasCutOff() throws Exception {
    ChainedOptionsBuilder options = options("Handoff", 50).measurementIterations(4);
    options.param("inFlight", "1").param("thinkMicros", "1000").param("computeMicros", "0");

    RunResult result = run(options.syncIterations(false)).iterator().next();

    List<IterationResult> iterations =
        List.copyOf(result.getAggregatedResult().getIterationResults());
    assertThat(iterations.subList(1, 4))
        .allSatisfy(
            iteration ->
                assertThat(iteration.getPrimaryResult().getScore())
                    .isPositive()
                    .isLessThan(MOST_HOPS_PER_SECOND));
  }

  @Test
  void recovery_ofAgentsThatWaitLongerThanTheSilence_takesNoneForDead() throws Exception {
    ChainedOptionsBuilder options = options("Recovery", 2).measurementIterations(1);
    options
        .param("thinkMicros", "300000")
        .param("silenceMillis", "100")
        .param("deathPerMille", "0");
    options.measurementTime(TimeValue.seconds(1));

    RunResult result = run(options).iterator().next();

    // Each would be, in every step: now and then one is, where the machine does nothing for so
    // long.
    assertThat(secondary(result, "fenced")).isLessThan(secondary(result, "latency.samples"));
  }

  @Test
  void recovery_withASilenceThatAllExceed_failsAndSaysSo() {
    ChainedOptionsBuilder options = options("Recovery", 8).measurementIterations(1);
    options.param("runtime", "GIL").param("thinkMicros", "0").param("computeMicros", "20000");
    options.param("silenceMillis", "1");

    assertThatThrownBy(() -> run(options))
        .isInstanceOf(RunnerException.class)
        .hasStackTraceContaining("check 'recovery.alive' failed")
        .hasStackTraceContaining("a silence of 1 ms is too short here");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void broadcast_always_tellsEveryOther(int agents) throws Exception {
    RunResult result = run(options("Broadcast", agents).measurementIterations(1)).iterator().next();

    assertThat(secondary(result, "messages.perStep")).isEqualTo(agents - 1);
  }

  private static double secondary(RunResult result, String name) {
    return Objects.requireNonNull(result.getSecondaryResults().get(name)).getScore();
  }

  private static ChainedOptionsBuilder options(String pattern, int threads) {
    return new OptionsBuilder()
        .include("^tollgate\\.benchmarks\\.coordination\\." + pattern + "\\.")
        .threads(threads)
        // In a JVM of its own: a run that fails leaves its states to the next one.
        .forks(1)
        .warmupIterations(0)
        .measurementTime(TimeValue.milliseconds(100))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .addProfiler(MetricsProfiler.class);
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }
}

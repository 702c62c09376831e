package tollgate.probe.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Finds, in real forks, what benchmarks keep. */
class MemoryProfilerTest {
  private static final double KEPT = (double) KeptMemory.SHARED * KeptMemory.MEBIBYTE;

  @BeforeAll
  static void allowOtherJmhOnThisMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void growth_ofAStateThatKeeps_isWhatItKeeps() throws RunnerException {
    Map<String, Result> metrics = run(options("shared"));
    assertThat(score(metrics, "memory.heap.growth")).isCloseTo(KEPT, withinPercentage(5));
    assertThat(score(metrics, "memory.heap.after") - score(metrics, "memory.heap.before"))
        .isEqualTo(score(metrics, "memory.heap.growth"));
    assertThat(score(metrics, "memory.heap.peak"))
        .isGreaterThanOrEqualTo(score(metrics, "memory.heap.after"));
    // It was filled before the measured iterations began.
    assertThat(score(metrics, "memory.heap.drift")).isLessThan(KEPT / 20);
    assertThat(metrics)
        .doesNotContainKeys("memory.limited.tornDown", "memory.limited.notCollected");
    assertThat(metrics)
        .hasEntrySatisfying(
            "memory.heap.growth", growth -> assertThat(growth.getScoreUnit()).isEqualTo("B"));
  }

  @Test
  void perThread_ofStatesOfEachThread_isWhatOneKeeps() throws RunnerException {
    Map<String, Result> metrics = run(options("own").threads(6));
    assertThat(score(metrics, "memory.heap.perThread"))
        .isCloseTo((double) KeptMemory.EACH * KeptMemory.MEBIBYTE, withinPercentage(5));
  }

  @Test
  void drift_ofALeak_isWhatTheMeasuredIterationsLeft() throws RunnerException {
    Map<String, Result> metrics = run(options("growing"));
    assertThat(score(metrics, "memory.heap.drift")).isCloseTo(KEPT / 2, withinPercentage(5));
    assertThat(score(metrics, "memory.heap.growth")).isCloseTo(KEPT * 3 / 4, withinPercentage(5));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void resident_onLinux_isToldWithItsPeak() throws RunnerException {
    Map<String, Result> metrics = run(options("shared"));
    double before = score(metrics, "memory.rss.before");
    assertThat(score(metrics, "memory.rss.peak")).isGreaterThan(before + KEPT / 2);
    assertThat(score(metrics, "memory.rss.growth"))
        .isEqualTo(score(metrics, "memory.rss.after") - before);
    assertThat(before).isGreaterThan(KeptMemory.MEBIBYTE);
  }

  @Test
  void reading_withAnExecutorOfTheUser_saysThatTheStatesWereGone() throws RunnerException {
    Map<String, Result> metrics = run(options("shared").jvmArgsAppend("-Djmh.executor=FJP"));
    assertThat(metrics).containsKey("memory.limited.tornDown");
    assertThat(score(metrics, "memory.heap.growth")).isLessThan(KEPT / 20);
  }

  @Test
  void reading_withoutACollection_saysSo() throws RunnerException {
    Map<String, Result> metrics = run(options("shared").jvmArgsAppend("-XX:+DisableExplicitGC"));
    assertThat(metrics).containsKey("memory.limited.notCollected");
  }

  @Test
  void growth_ofSeveralForks_isTheMeanOfThem() throws RunnerException {
    Map<String, Result> metrics = run(options("shared").forks(2));
    assertThat(score(metrics, "memory.heap.growth")).isCloseTo(KEPT, withinPercentage(5));
  }

  @Test
  void growth_withoutAFork_isNotThinnedByEarlierIterations() throws RunnerException {
    Map<String, Result> metrics = run(options("keptForEver").forks(0).warmupIterations(0));
    assertThat(score(metrics, "memory.heap.growth")).isCloseTo(KEPT, withinPercentage(10));
    assertThat(metrics).containsKey("memory.limited.tornDown");
  }

  private static ChainedOptionsBuilder options(String benchmark) {
    return new OptionsBuilder()
        .include(KeptMemory.class.getName() + "\\." + benchmark + "$")
        .threads(2)
        .addProfiler(MemoryProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static double score(Map<String, Result> metrics, String name) {
    Result result = metrics.get(name);
    assertThat(result).as(name + " of " + metrics.keySet()).isNotNull();
    return result == null ? Double.NaN : result.getScore();
  }

  private static Map<String, Result> run(ChainedOptionsBuilder options) throws RunnerException {
    Collection<RunResult> results = new Runner(options.build()).run();
    assertThat(results).hasSize(1);
    return results.iterator().next().getSecondaryResults();
  }
}

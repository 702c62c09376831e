package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Result;
import tollgate.harness.model.Settings;

/** Threads of another kind are another measurement: nobody compares them unawares. */
class ThreadKindTest {
  private static final String VIRTUAL = "-Djmh.executor=VIRTUAL";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void obstacle_virtualThreadsOnOneSide_namesThem(boolean withEnvironment) {
    assertThat(obstacle(List.of(), List.of(VIRTUAL), withEnvironment))
        .hasValueSatisfying(why -> assertThat(why).contains("other JVM flags", VIRTUAL));
    assertThat(obstacle(List.of(VIRTUAL), List.of(), withEnvironment)).isPresent();
  }

  @Test
  void obstacle_virtualThreadsOnOtherCarriers_isOne() {
    assertThat(
            obstacle(
                List.of(VIRTUAL),
                List.of(VIRTUAL, "-Djdk.virtualThreadScheduler.parallelism=1"),
                true))
        .isPresent();
  }

  @Test
  void obstacle_virtualThreadsOnBothSides_isNone() {
    assertThat(obstacle(List.of(VIRTUAL), List.of(VIRTUAL), true)).isEmpty();
  }

  private static Optional<String> obstacle(
      List<String> baseline, List<String> candidate, boolean withEnvironment) {
    Optional<Environment> environment =
        withEnvironment ? Optional.of(RunBuilder.ENVIRONMENT) : Optional.empty();
    RunBuilder first = suite(baseline).environment(environment);
    RunBuilder second = suite(candidate).environment(environment);
    return Comparability.obstacle(
        first.build(),
        first.build().results().get(0),
        second.build(),
        second.build().results().get(0),
        Policy.DEFAULT.disturbance());
  }

  private static RunBuilder suite(List<String> arguments) {
    Settings s = RunBuilder.SETTINGS;
    Settings settings =
        new Settings(
            s.jmhVersion(),
            s.jvm(),
            s.jdkVersion(),
            s.vmName(),
            s.vmVersion(),
            arguments,
            s.warmupIterations(),
            s.warmupTime(),
            s.measurementIterations(),
            s.measurementTime(),
            s.batchSize());
    return RunBuilder.suite(1, 5, 1, "ops/s", tollgate.harness.model.Mode.THROUGHPUT)
        .change(0, r -> new Result(r.key(), settings, r.primary(), r.secondary()));
  }
}

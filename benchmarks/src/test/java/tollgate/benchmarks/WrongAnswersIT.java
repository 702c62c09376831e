package tollgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.RunnerException;
import tollgate.benchmarks.domain.Falsified;

/** Each benchmark reaches its checks: with wrong answers it fails and names one. */
@Tag("same-on-every-jdk")
class WrongAnswersIT {
  /** All checks spoilt; where the set-up has one, those of the answers by themselves as well. */
  static Stream<Arguments> classesAndChecks() {
    String query = "tollgate.benchmarks.query.";
    return Stream.concat(
        Suite.classNames().stream().map(name -> Arguments.of(name, "")),
        Stream.of(
            Arguments.of(query + "IndexRange", "range."),
            Arguments.of(query + "JoinAggregate", "join."),
            Arguments.of(query + "JsonSearch", "json."),
            Arguments.of(query + "TextSearch", "text."),
            Arguments.of(query + "TaskQueue", "taskqueue."),
            Arguments.of("tollgate.benchmarks.coordination.Consensus", "consensus.delivered"),
            Arguments.of("tollgate.benchmarks.coordination.Consensus", "consensus.votes")));
  }

  @ParameterizedTest
  @MethodSource("classesAndChecks")
  void benchmark_withWrongAnswers_failsAndNamesTheCheck(String className, String checks) {
    try (Falsified falsified = new Falsified(checks)) {
      assertThatThrownBy(() -> ShortRuns.run(className, 2, false))
          .isInstanceOf(RunnerException.class)
          .hasStackTraceContaining("check '" + checks);
    }
  }
}

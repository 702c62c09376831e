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
  /**
   * All checks spoilt; where the set-up has one, those of the answers by themselves as well. Of a
   * class that fails in a tear-down JMH keeps the state in this JVM: that comes last, and once.
   */
  static Stream<Arguments> classesAndChecks() {
    String pool = "tollgate.benchmarks.pool.";
    String query = "tollgate.benchmarks.query.";
    String websocket = "tollgate.benchmarks.websocket.";
    String coordination = "tollgate.benchmarks.coordination.";
    return Stream.concat(
        Suite.classNames().stream().map(name -> Arguments.of(name, "")),
        Stream.of(
            Arguments.of(pool + "PoolCycle", "pool.active"),
            Arguments.of(pool + "PoolContention", "pool.exclusive"),
            Arguments.of(pool + "PoolContention", "pool.served"),
            Arguments.of(pool + "PoolExhaustion", "exhaustion.recovered"),
            Arguments.of(pool + "PoolLeak", "leak."),
            Arguments.of(pool + "PoolSpike", "spike.served"),
            Arguments.of(pool + "PoolSpike", "spike.granted"),
            Arguments.of(query + "IndexRange", "range."),
            Arguments.of(query + "JoinAggregate", "join."),
            Arguments.of(query + "JsonSearch", "json."),
            Arguments.of(query + "TextSearch", "text."),
            Arguments.of(query + "TaskQueue", "taskqueue."),
            Arguments.of(query + "TaskQueue", "taskqueue.ready"),
            Arguments.of(query + "Transfer", "transfer.balance"),
            Arguments.of(query + "MixedReadWrite", "mixed.state.version"),
            Arguments.of(query + "MixedReadWrite", "mixed.sent"),
            Arguments.of(query + "PointRead", "read.label"),
            Arguments.of(websocket + "Broadcast", "broadcast."),
            Arguments.of(websocket + "FanIn", "window."),
            Arguments.of(coordination + "Consensus", "consensus.delivered"),
            Arguments.of(coordination + "Consensus", "consensus.votes")));
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

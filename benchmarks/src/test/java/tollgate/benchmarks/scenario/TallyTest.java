package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void growth_readAfterTheNextShotWasPrepared_isStillTheShots() {
    Tally tally = new Tally(1);
    tally.memoryBefore(usage(10 << 20, 70, 16));
    tally.begin(0);
    tally.memoryAfter(usage(25 << 20, 74, 18));
    tally.memoryBefore(usage(25 << 20, 74, 18));

    assertThat(tally.growth()).containsExactly(15, 4, 2);
  }

  @Test
  void failure_thatWaited_isInTheResponseTimes() {
    Tally tally = new Tally(2);
    tally.begin(0);
    tally.success(0, 2_000_000, 0, 2_000_000);
    tally.failure(1, Failure.TIMEOUT, 500_000_000, 500_000_000);
    tally.abandoned(30_000_000_000L);

    assertThat(tally.responseMicros(33)).isCloseTo(2_000, withinPercentage(0.2));
    assertThat(tally.responseMicros(66)).isCloseTo(500_000, withinPercentage(0.2));
    assertThat(tally.responseMicros(100)).isCloseTo(30_000_000, withinPercentage(0.2));
    assertThat(tally.successes()).isEqualTo(1);
    assertThat(tally.successPercent()).isCloseTo(100 / 3.0, withinPercentage(0.01));
  }

  @Test
  void least_ofTheResponses_isTheShortest() {
    Tally tally = new Tally(1);
    tally.begin(0);
    assertThat(tally.leastMicros()).isNaN();
    tally.success(0, 7_000_000, 0, 7_000_000);
    tally.success(0, 2_000_000, 0, 9_000_000);

    assertThat(tally.leastMicros()).isCloseTo(2_000, withinPercentage(0.2));
  }

  @Test
  void failure_thatWasRefusedAtOnce_isNotAmongTheResponseTimes() {
    Tally tally = new Tally(1);
    tally.begin(0);
    tally.success(0, 2_000_000, 0, 2_000_000);
    tally.failure(0, Failure.OVERLOADED, 10_000, 3_000_000);

    assertThat(tally.responseMicros(1)).isCloseTo(2_000, withinPercentage(0.2));
    assertThat(tally.successPercent()).isEqualTo(50);
  }

  @Test
  void throughput_countedFromLater_isOfThatTime() {
    Tally tally = new Tally(1);
    tally.begin(0);
    tally.countedFrom(9_000_000_000L);
    for (int i = 1; i <= 50; i++) {
      tally.success(0, 1_000, 0, 9_000_000_000L + i * 10_000_000L);
    }

    assertThat(tally.throughput()).isEqualTo(100);
  }

  private static JsonNode usage(long heap, int threads, int connections) {
    return new ObjectMapper()
        .createObjectNode()
        .put("heapUsedBytes", heap)
        .put("threads", threads)
        .put("databaseConnections", connections);
  }
}

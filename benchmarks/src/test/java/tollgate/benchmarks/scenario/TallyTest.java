package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static JsonNode usage(long heap, int threads, int connections) {
    return new ObjectMapper()
        .createObjectNode()
        .put("heapUsedBytes", heap)
        .put("threads", threads)
        .put("databaseConnections", connections);
  }
}

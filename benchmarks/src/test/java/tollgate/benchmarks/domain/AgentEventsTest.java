package tollgate.benchmarks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.benchmarks.domain.AgentEvents.Mix;

class AgentEventsTest {
  @Test
  void hundred_ofTheUsualMix_hasItsExactShares() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Integer> chars = new TreeMap<>();
    for (String event : AgentEvents.hundred(Mix.USUAL, 100, 7)) {
      JsonNode json = new ObjectMapper().readTree(event);
      assertThat(json.get("agent").asLong()).isEqualTo(7);
      counts.merge(json.get("kind").asText(), 1, Integer::sum);
      chars.put(json.get("kind").asText(), event.length());
    }
    assertThat(counts)
        .isEqualTo(Map.of("presence", 30, "state", 30, "chat", 20, "task", 15, "graph", 5));
    assertThat(chars)
        .isEqualTo(
            Map.of("presence", 96, "state", 256, "chat", 512, "task", 1_024, "graph", 4_096));
  }

  @ParameterizedTest
  @CsvSource({"USUAL, 100, 56640", "USUAL, 50, 28320", "TALK, 100, 51584", "LEARNING, 100, 234720"})
  void hundred_ofAnySender_isAsLong(Mix mix, int sizePercent, int chars) {
    for (long agent : new long[] {0, 1, 49, 199}) {
      assertThat(
              Arrays.stream(AgentEvents.hundred(mix, sizePercent, agent))
                  .mapToInt(String::length)
                  .sum())
          .isEqualTo(sizePercent == 50 ? chars + 30 * (64 - 48) : chars);
    }
  }

  @ParameterizedTest
  @EnumSource(Mix.class)
  void hundred_ofAnyMix_isAHundred(Mix mix) {
    assertThat(AgentEvents.hundred(mix, 10, 3)).hasSize(100).doesNotContainNull();
  }

  @Test
  void hundred_ofTwoSenders_comesInTwoOrders() {
    assertThat(lengths(1)).isNotEqualTo(lengths(2)).isEqualTo(lengths(1));
  }

  private static String lengths(long agent) {
    return Arrays.toString(
        Arrays.stream(AgentEvents.hundred(Mix.USUAL, 100, agent))
            .mapToInt(String::length)
            .toArray());
  }

  @Test
  void hundred_ofASizeOutOfRange_isRefused() {
    assertThatThrownBy(() -> AgentEvents.hundred(Mix.USUAL, 9, 1))
        .hasMessage("sizePercent must be 10 to 10000, not 9");
  }
}

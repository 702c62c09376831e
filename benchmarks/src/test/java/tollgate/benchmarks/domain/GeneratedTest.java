package tollgate.benchmarks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratedTest {
  private static final DataSize SIZE = new DataSize(100);

  @Test
  void edgeTargets_ofEveryNode_areDistinctAndNeverItself() {
    for (long id = 1; id <= SIZE.nodes(); id++) {
      Set<Long> targets = new HashSet<>();
      for (long target : Generated.edgeTargets(id, SIZE)) {
        targets.add(target);
        assertThat(target).isBetween(1L, (long) SIZE.nodes()).isNotEqualTo(id);
      }
      assertThat(targets).hasSize(DataSize.EDGES_PER_NODE);
    }
  }

  @Test
  void reach_atGrowingDepth_endsWithTheWholeGraph() {
    assertThat(GraphAnswers.reach(7, 0, SIZE)).isEqualTo(new GraphAnswers.Reach(7, 1, 7));
    assertThat(GraphAnswers.reach(7, 1, SIZE).nodes()).isEqualTo(5);
    long all = (long) SIZE.nodes() * (SIZE.nodes() + 1) / 2;
    assertThat(GraphAnswers.reach(7, SIZE.nodes(), SIZE))
        .isEqualTo(new GraphAnswers.Reach(7, SIZE.nodes(), all));
  }

  @Test
  void isNodeLabel_ofAnyText_holdsForThatLabelAlone() {
    for (long id : new long[] {1, 2, 9, 10, 99, 100, 4711, 5_000_000}) {
      String label = Generated.nodeLabel(id);
      assertThat(Generated.isNodeLabel(id, label)).as(label).isTrue();
      for (int i = 0; i < label.length(); i++) {
        String other = label.substring(0, i) + '#' + label.substring(i + 1);
        assertThat(Generated.isNodeLabel(id, other)).as(other).isFalse();
        assertThat(Generated.isNodeLabel(id, label.substring(i + 1))).isFalse();
        assertThat(Generated.isNodeLabel(id, label.substring(0, i))).isFalse();
      }
      assertThat(Generated.isNodeLabel(id, label + "0")).isFalse();
      assertThat(Generated.isNodeLabel(id + 1, label)).isFalse();
    }
  }

  @Test
  void state_ofAnySize_isJsonOfAboutThatSize() throws Exception {
    for (int bytes : new int[] {100, 1_000, 100_000}) {
      String state = Generated.state(3, 9, bytes);
      assertThat(state.length()).isBetween(bytes - 20, bytes + 40);
      var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(state);
      assertThat(json.get("agent").asLong()).isEqualTo(3);
      assertThat(json.get("version").asLong()).isEqualTo(9);
    }
  }

  @Test
  void size_outsideItsRange_isRefused() {
    assertThatThrownBy(() -> new DataSize(99)).hasMessageContaining("99");
  }
}

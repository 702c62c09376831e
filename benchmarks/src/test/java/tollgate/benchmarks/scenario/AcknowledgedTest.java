package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tollgate.benchmarks.domain.WrongAnswer;

/** What the answers to saves tell by themselves; the database is asked in {@link PopulationIT}. */
class AcknowledgedTest {
  private final Acknowledged acknowledged = new Acknowledged(Map.of(1L, 7L));

  @Test
  void state_versionsThatGrow_areTaken() {
    acknowledged.state(1, 100, 8);
    // Nobody was answered about the ninth, and one answer overtook another.
    acknowledged.state(1, 102, 11);
    acknowledged.state(1, 101, 10);
    acknowledged.state(2, 100, 8);

    assertThat(acknowledged.writes()).isEqualTo(4);
    assertThat(acknowledged.lastState(1)).isEqualTo(102);
  }

  @Test
  void state_versionThatWasAcknowledgedBefore_isThatOfALostSave() {
    acknowledged.state(1, 100, 8);

    assertThatThrownBy(() -> acknowledged.state(1, 101, 8))
        .isInstanceOf(WrongAnswer.class)
        .hasMessageContaining("check 'state.version' failed: agent 1's state was of version 8");
  }

  @Test
  void state_versionThatTheStateHadBefore_isThatOfALostSave() {
    assertThatThrownBy(() -> acknowledged.state(1, 100, 7)).isInstanceOf(WrongAnswer.class);
    assertThatThrownBy(() -> acknowledged.state(2, 100, 0)).isInstanceOf(WrongAnswer.class);
  }
}

package tollgate.benchmarks.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tollgate.benchmarks.coordination.Supervisor.Life;
import tollgate.benchmarks.coordination.Supervisor.Task;
import tollgate.benchmarks.measure.LatencyRecorder;

class SupervisorTest {
  /** Never started, so that it looks when it is told to; takes everybody for dead then. */
  private final Supervisor supervisor = new Supervisor(0);

  private final Task task = new Task(1);

  @Test
  void task_whoseSuccessorsDieToo_keepsEachDeath() {
    for (long death : new long[] {10, 20, LatencyRecorder.UNMEASURED}) {
      owner().die(task, death);
      assertThat(inherited()).isSameAs(task);
    }
    Life last = owner();

    assertThat(last.complete(task)).isTrue();

    assertThat(task.deaths()).containsExactly(10L, 20L, LatencyRecorder.UNMEASURED);
  }

  @Test
  void task_ofASuccessor_isNotHeldUpByTheDeathOfWhoHadIt() {
    Life fenced = owner();
    assertThat(inherited()).isSameAs(task);
    Life successor = owner();

    fenced.die(task, 10);

    assertThat(task.deaths()).isEmpty();
    assertThat(successor.complete(task)).isTrue();
  }

  @Test
  void task_thatWaits_isNotHeldUpByTheDeathOfWhoHadIt() {
    Life fenced = owner();
    assertThat(inherited()).isSameAs(task);

    fenced.die(task, 10);

    assertThat(task.deaths()).isEmpty();
    assertThat(fenced.complete(task)).isFalse();
    assertThat(owner().complete(task)).isTrue();
  }

  private Life owner() {
    Life life = supervisor.born();
    assertThat(life.claim(task)).isTrue();
    return life;
  }

  /** What has been taken from its owner; a look at the nanosecond of the claim takes nothing. */
  private Task inherited() {
    Task found = null;
    while (found == null) {
      supervisor.look();
      found = supervisor.next();
    }
    return found;
  }
}

package tollgate.benchmarks.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Control;

class WakerTest {
  private static final String MARK = "mark";

  private final BlockingQueue<String> one = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> other = new LinkedBlockingQueue<>();
  private final Waker<String> waker = new Waker<>(List.of(one, other), MARK);
  private final Control control = new Control();

  @Test
  void look_whenTheTimeIsUp_marksEmptyInboxesOnly() {
    one.add("task");
    waker.expect(control);
    control.stopMeasurement = true;

    waker.look();
    waker.look();

    assertThat(one).containsExactly("task");
    assertThat(other).containsExactly(MARK);
  }

  @Test
  void look_whileMeasured_marksNothing() {
    Control before = new Control();
    before.stopMeasurement = true;
    waker.look();
    waker.expect(before);
    waker.expect(control);

    waker.look();

    assertThat(one).isEmpty();
    assertThat(other).isEmpty();
  }

  @Test
  void agentThatWaits_whenTheTimeIsUp_isWokenAgainAndAgain() throws Exception {
    waker.start();
    waker.expect(control);
    control.stopMeasurement = true;

    for (int look = 0; look < 3; look++) {
      assertThat(other.poll(10, TimeUnit.SECONDS)).isEqualTo(MARK);
    }
    waker.end();
  }
}

package tollgate.benchmarks.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.Control;

class CountedCallsTest {
  private static final long LONG = TimeUnit.HOURS.toNanos(1);

  private final Control control = new Control();

  @Test
  void call_whileMeasured_waitsBeyondTheEnd() {
    CountedCalls calls = new CountedCalls(false, true, LONG);
    control.startMeasurement = true;
    calls.begin(control);
    assertThat(calls.givesUp(control)).isFalse();

    control.stopMeasurement = true;

    assertThat(calls.givesUp(control)).isFalse();
    assertThat(calls.completed()).isFalse();
  }

  @Test
  void call_afterTheCountedOnes_givesUp() {
    CountedCalls calls = new CountedCalls(false, true, LONG);
    control.startMeasurement = true;
    calls.begin(control);
    calls.completed();
    control.stopMeasurement = true;

    calls.begin(control);

    assertThat(calls.givesUp(control)).isTrue();
  }

  @Test
  void others_untilTheCountedCallHasEnded_goOn() {
    CountedCalls calls = new CountedCalls(false, true, LONG);
    calls.begin(control);
    assertThat(calls.othersGoOn()).as("before the measured calls").isTrue();
    control.startMeasurement = true;
    calls.begin(control);
    control.stopMeasurement = true;
    assertThat(calls.othersGoOn()).as("counted").isTrue();
    calls.completed();

    calls.begin(control);

    assertThat(calls.othersGoOn()).as("stays for others itself").isFalse();
  }

  @Test
  void others_whoDoNotStay_doNotGoOn() {
    CountedCalls calls = new CountedCalls(false, false, LONG);
    control.startMeasurement = true;
    calls.begin(control);

    assertThat(calls.othersGoOn()).isFalse();
  }

  @Test
  void call_ofAThreadThatComesTooLate_isItsCountedOneAndWaits() {
    CountedCalls calls = new CountedCalls(false, true, LONG);
    // Before the measured loop, where it waited until the time was up.
    calls.begin(control);
    control.startMeasurement = true;
    control.stopMeasurement = true;
    assertThat(calls.givesUp(control)).isFalse();
    calls.completed();

    calls.begin(control);
    assertThat(calls.givesUp(control)).isFalse();
    calls.completed();

    calls.begin(control);
    assertThat(calls.givesUp(control)).isTrue();
  }

  @Test
  void call_whereOthersDoNotStay_givesUpAndTheNextCountedOneMakesUpForIt() {
    CountedCalls calls = new CountedCalls(false, false, LONG);
    control.startMeasurement = true;
    calls.begin(control);
    control.stopMeasurement = true;
    assertThat(calls.givesUp(control)).isTrue();

    Control next = new Control();
    calls.begin(next);
    assertThat(calls.completed()).as("not counted, so it makes up for nothing").isFalse();
    next.startMeasurement = true;
    calls.begin(next);

    assertThat(calls.completed()).as("one completed of two").isTrue();
    assertThat(calls.completed()).as("both completed").isFalse();
    calls.begin(next);
    assertThat(calls.completed()).isFalse();
  }

  @Test
  void call_ofASingleShot_waitsThoughTheTimeIsUpFromTheStart() {
    CountedCalls calls = new CountedCalls(true, false, LONG);
    control.startMeasurement = true;
    control.stopMeasurement = true;
    for (int shot = 0; shot < 3; shot++) {
      calls.begin(control);
      assertThat(calls.givesUp(control)).isFalse();
      assertThat(calls.completed()).isFalse();
    }
  }

  @Test
  void call_thatWaitsForEver_givesUpAtItsLimit() {
    CountedCalls calls = new CountedCalls(false, true, 0);
    control.startMeasurement = true;
    calls.begin(control);
    assertThat(calls.givesUp(control)).isFalse();
    control.stopMeasurement = true;

    assertThat(calls.givesUp(control)).isTrue();
  }
}

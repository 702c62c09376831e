package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A spike from the first to the second second of a shot, ten requests a second due. */
class PhasesTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long FROM = 1_000 * MILLI;
  private static final long TO = 2_000 * MILLI;

  private final Phases phases = new Phases(FROM, TO, "after.ratio", 0).withRecovery();

  @BeforeEach
  void begin() {
    phases.begin(0);
  }

  private static long due(int arrival) {
    return 100L * arrival * MILLI;
  }

  private void serve(int from, int to) {
    for (int i = from; i < to; i++) {
      phases.served(i, due(i), 3 * MILLI);
    }
  }

  private void fail(int from, int to, long waitedNanos) {
    for (int i = from; i < to; i++) {
      phases.failed(i, due(i), waitedNanos);
    }
  }

  @Test
  void recovery_allServed_isWhenTheLastOfTheSpikeWas() {
    serve(0, 19);
    phases.served(19, due(19), 350 * MILLI);
    serve(20, 30);

    assertThat(phases.recoveryMillis()).isEqualTo(250);
    assertThat(phases.recovered()).isEqualTo(1);
  }

  @Test
  void recovery_allFailedInTheSpike_isWhenTheLastWasKnownTo() {
    serve(0, 10);
    fail(10, 20, 5_000 * MILLI);
    serve(20, 30);

    assertThat(phases.recoveryMillis()).isEqualTo(4_900);
    assertThat(phases.successPercent(0)).isEqualTo(100);
    assertThat(phases.successPercent(1)).isZero();
    assertThat(phases.recovered()).isEqualTo(1);
  }

  @Test
  void recovered_failuresThatComeAtOnce_areNone() {
    serve(0, 10);
    fail(10, 29, MILLI);
    serve(29, 38);

    assertThat(phases.recoveryMillis()).isZero();
    assertThat(phases.recovered()).isZero();
  }

  @Test
  void recovered_answersOutOfTurn_countInTheOrderOfTheirRequests() {
    // Ten ended one after the other, but the one due in their middle failed.
    serve(20, 25);
    serve(26, 31);
    fail(25, 26, MILLI);

    assertThat(phases.recovered()).isZero();

    serve(31, 36);

    assertThat(phases.recovered()).isEqualTo(1);
  }

  @Test
  void recovered_hardlyAnybodyCameAfterwards_cannotTell() {
    serve(0, 29);

    assertThat(phases.recovered()).isNaN();
  }

  @Test
  void begin_shotAfterAnother_startsAfresh() {
    serve(0, 30);
    phases.begin(0);

    assertThat(phases.recovered()).isNaN();
    assertThat(phases.recoveryMillis()).isZero();
    assertThat(phases.successPercent(2)).isNaN();
  }
}

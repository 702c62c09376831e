package tollgate.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When nobody waits for a connection any more, after something that lasted from 100 to 200 ms. */
class BorrowersTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Borrowers borrowers = new Borrowers(100 * MILLI, 200 * MILLI);

  @BeforeEach
  void begin() {
    borrowers.begin();
  }

  /** Somebody asks each ten milliseconds, from 300 ms on. */
  private void ask(int from, int to, long waitMillis) {
    for (int i = from; i < to; i++) {
      long due = (300 + 10L * i) * MILLI;
      borrowers.asked(due, due, due + waitMillis * MILLI, false);
    }
  }

  @Test
  void settle_tenServedAtOnce_theQueueIsGoneSinceTheFirst() {
    ask(0, 3, 20);
    ask(3, 13, 1);

    borrowers.settle();

    assertThat(borrowers.goneMillis()).isEqualTo(130);
    assertThat(borrowers.isGone()).isEqualTo(1);
  }

  @Test
  void settle_neverTenServedAtOnce_theQueueIsNotGone() {
    ask(0, 9, 1);
    ask(9, 40, 20);

    borrowers.settle();

    assertThat(borrowers.goneMillis()).isNaN();
    assertThat(borrowers.isGone()).isZero();
  }

  @Test
  void settle_hardlyAnybodyCame_cannotTell() {
    ask(0, 9, 20);

    borrowers.settle();

    assertThat(borrowers.isGone()).isNaN();
  }
}

package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalsTest {

  @Test
  void within_disjoint_addsUp() {
    Intervals intervals = new Intervals();
    intervals.add(Wait.SLEEP, 100, 200);
    intervals.add(Wait.SLEEP, 300, 350);
    intervals.add(Wait.MONITOR, 400, 410);
    Intervals.Split split = intervals.within(0, 1000);
    assertThat(split.nanos()).containsEntry(Wait.SLEEP, 150L).containsEntry(Wait.MONITOR, 10L);
    assertThat(split.counts()).containsEntry(Wait.SLEEP, 2L).containsEntry(Wait.MONITOR, 1L);
  }

  @Test
  void within_nested_countsTimeOnceForTheStrongerClaim() {
    Intervals intervals = new Intervals();
    // A pool that parks for 100, inside of which a socket is read for 30 and slept for 10.
    intervals.add(Wait.SLEEP, 140, 150);
    intervals.add(Wait.DATABASE_SOCKET, 110, 145);
    intervals.add(Wait.POOL_WAIT, 100, 120);
    Intervals.Split split = intervals.within(0, 1000);
    assertThat(split.nanos())
        .containsEntry(Wait.POOL_WAIT, 20L)
        .containsEntry(Wait.DATABASE_SOCKET, 25L)
        .containsEntry(Wait.SLEEP, 5L);
  }

  @Test
  void within_sameCauseOverlapping_isMergedFirst() {
    Intervals intervals = new Intervals();
    intervals.add(Wait.SAFEPOINT, 0, 100);
    intervals.add(Wait.SAFEPOINT, 50, 150);
    intervals.add(Wait.SAFEPOINT, 150, 160);
    assertThat(intervals.within(0, 1000).nanos()).containsEntry(Wait.SAFEPOINT, 160L);
  }

  @Test
  void within_reachingOutOfTheWindow_isClipped() {
    Intervals intervals = new Intervals();
    intervals.add(Wait.SLEEP, 0, 100);
    intervals.add(Wait.SLEEP, 190, 400);
    intervals.add(Wait.SLEEP, 500, 600);
    Intervals.Split split = intervals.within(50, 200);
    assertThat(split.nanos()).containsEntry(Wait.SLEEP, 60L);
    assertThat(split.counts()).containsEntry(Wait.SLEEP, 2L);
  }

  @Test
  void within_manyIntervals_growsAndStaysExact() {
    Intervals intervals = new Intervals();
    long now = 1_700_000_000_000_000_000L;
    for (int i = 0; i < 100_000; i++) {
      intervals.add(Wait.values()[i % Wait.values().length], now + 10L * i, now + 10L * i + 7);
    }
    long sum =
        intervals.within(now, now + 1_000_000).nanos().values().stream()
            .mapToLong(Long::longValue)
            .sum();
    assertThat(sum).isEqualTo(700_000);
  }
}

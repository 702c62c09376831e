package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {

  @Test
  void settle_intervalsShorterThanOffTime_leavesTheRestUnexplained() {
    Account account = settle(1000, 100, 50, Map.of(Wait.SLEEP, 800L), Map.of(Wait.SLEEP, 8L));
    assertThat(micros(account, Wait.SLEEP)).isEqualTo(800);
    assertThat(account.unexplainedNanos()).isEqualTo(50);
    assertThat(account.overlapNanos()).isZero();
    assertSums(account);
  }

  @Test
  void settle_intervalsLongerThanOffTime_takesTheExcessByCount() {
    // 900 claimed, 800 off: 100 too much over 10 intervals, 8 of them sleeps.
    Account account =
        settle(
            1000,
            150,
            50,
            Map.of(Wait.SLEEP, 600L, Wait.MONITOR, 300L),
            Map.of(Wait.SLEEP, 8L, Wait.MONITOR, 2L));
    assertThat(micros(account, Wait.SLEEP)).isCloseTo(520, within(1e-6));
    assertThat(micros(account, Wait.MONITOR)).isCloseTo(280, within(1e-6));
    assertThat(account.overlapNanos()).isCloseTo(100, within(1e-6));
    Account.Share sleep = share(account, Wait.SLEEP);
    assertThat(sleep.low()).isEqualTo(500);
    assertThat(sleep.high()).isEqualTo(600);
    assertSums(account);
  }

  @Test
  void settle_shortIntervalsWithManyWakeUps_neverGoNegative() {
    Account account =
        settle(
            1000,
            500,
            100,
            Map.of(Wait.SLEEP, 395L, Wait.LOCK_PARK, 50L),
            Map.of(Wait.SLEEP, 1L, Wait.LOCK_PARK, 1000L));
    assertThat(micros(account, Wait.LOCK_PARK)).isBetween(0., 6.);
    assertSums(account);
  }

  @Test
  void settle_safepoint_takesOnlyWhatOthersLeave() {
    Account account =
        settle(
            1000,
            100,
            0,
            Map.of(Wait.SLEEP, 850L, Wait.SAFEPOINT, 400L),
            Map.of(Wait.SLEEP, 1L, Wait.SAFEPOINT, 1L));
    assertThat(micros(account, Wait.SLEEP)).isEqualTo(850);
    assertThat(micros(account, Wait.SAFEPOINT)).isEqualTo(50);
    assertThat(account.unexplainedNanos()).isZero();
    assertSums(account);
  }

  @Test
  void settle_clocksBeyondWall_stillSum() {
    Account account = settle(1000, 700, 400, Map.of(Wait.SLEEP, 10L), Map.of(Wait.SLEEP, 1L));
    assertThat(account.runQueueNanos()).isEqualTo(300);
    assertSums(account);
    // The clamp hides it, so what was read is kept.
    assertThat(account.raw()).isEqualTo(new Account.Raw(1100, 10));
  }

  @Test
  void settle_intervalsLongerThanOffTime_mayHideAsMuchAgain() {
    Account account = settle(1000, 150, 50, Map.of(Wait.SLEEP, 900L), Map.of(Wait.SLEEP, 9L));
    assertThat(account.unexplained()).isEqualTo(new Account.Share(0, 0, 100));
    assertThat(account.raw()).isEqualTo(new Account.Raw(200, 900));
  }

  @Test
  void plus_oneClaimsTooMuchAnotherTooLittle_hidesNeither() {
    Account both =
        settle(1000, 100, 0, Map.of(Wait.SLEEP, 1000L), Map.of(Wait.SLEEP, 1L))
            .plus(settle(1000, 100, 0, Map.of(Wait.SLEEP, 800L), Map.of(Wait.SLEEP, 1L)));
    assertThat(both.unexplainedNanos()).isEqualTo(100);
    assertThat(both.unexplained().high()).isEqualTo(200);
    assertThat(both.overlapNanos()).isEqualTo(100);
    assertThat(micros(both, Wait.SLEEP)).isEqualTo(1700);
    Account.Share sleep = share(both, Wait.SLEEP);
    assertThat(sleep.low()).isEqualTo(1700);
    assertThat(sleep.high()).isEqualTo(1700);
    assertSums(both);
  }

  private static Account settle(
      long wall, long cpu, long queue, Map<Wait, Long> nanos, Map<Wait, Long> counts) {
    return Account.of(
        new RecordedFork.Reading(0, 0, 0, 0, 0, 0),
        new RecordedFork.Reading(wall, wall, cpu, queue, 0, 0),
        new Intervals.Split(new EnumMap<>(nanos), new EnumMap<>(counts)));
  }

  private static double micros(Account account, Wait wait) {
    return share(account, wait).nanos();
  }

  private static Account.Share share(Account account, Wait wait) {
    return account.causes().getOrDefault(wait, new Account.Share(-1, -1, -1));
  }

  private static void assertSums(Account account) {
    double causes = account.causes().values().stream().mapToDouble(Account.Share::nanos).sum();
    assertThat(account.cpuNanos() + account.runQueueNanos() + causes + account.unexplainedNanos())
        .isCloseTo(account.wallNanos(), within(1e-6));
  }
}

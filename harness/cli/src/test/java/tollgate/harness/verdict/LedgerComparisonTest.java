package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Ledger;

class LedgerComparisonTest {

  private final Random random = new Random(5);

  @Test
  void of_plantedLock_namesTheLockFirst() {
    LedgerComparison comparison =
        LedgerComparison.of(
            List.of(ledger(Map.of(Cause.CPU, 100., Cause.SLEEP, 900.), 100)),
            List.of(ledger(Map.of(Cause.CPU, 105., Cause.SLEEP, 905., Cause.LOCK_PARK, 300.), 100)),
            true,
            OptionalDouble.of(0.31));
    assertThat(comparison.named()).contains(Cause.LOCK_PARK);
    assertThat(comparison.changes().get(0).cause()).isEqualTo(Cause.LOCK_PARK);
    assertThat(comparison.changes().get(0).lowMicros()).isBetween(250., 300.);
  }

  @Test
  void of_plantedAllocation_saysThatAllocationGrew() {
    LedgerComparison comparison =
        LedgerComparison.of(
            List.of(ledger(Map.of(Cause.CPU, 100.), 100)),
            List.of(ledger(Map.of(Cause.CPU, 160., Cause.SAFEPOINT, 10.), 70_000)),
            true,
            OptionalDouble.of(0.7));
    assertThat(comparison.named()).contains(Cause.CPU);
    assertThat(comparison.conclusion()).contains("allocation grew from 100 to 70000 B");
  }

  @Test
  void of_ledgersThatDidNotSeeTheChange_cannotSay() {
    LedgerComparison comparison =
        LedgerComparison.of(
            List.of(ledger(Map.of(Cause.CPU, 100.), 0)),
            List.of(ledger(Map.of(Cause.CPU, 100.), 0)),
            true,
            OptionalDouble.of(0.2));
    assertThat(comparison.named()).isEmpty();
    assertThat(comparison.conclusion()).contains("did not show the change");
  }

  @Test
  void of_growthSpreadOverManyCauses_staysUnexplained() {
    Map<Cause, Double> before = new EnumMap<>(Cause.class);
    Map<Cause, Double> after = new EnumMap<>(Cause.class);
    for (Cause cause : Cause.values()) {
      before.put(cause, 100.);
      after.put(cause, 120.);
    }
    LedgerComparison comparison =
        LedgerComparison.of(
            List.of(ledger(before, 0)), List.of(ledger(after, 0)), true, OptionalDouble.of(0.2));
    assertThat(comparison.named()).isEmpty();
    assertThat(comparison.conclusion()).startsWith("unexplained");
  }

  @Test
  void of_improvement_namesWhatShrank() {
    LedgerComparison comparison =
        LedgerComparison.of(
            List.of(ledger(Map.of(Cause.CPU, 100., Cause.POOL_WAIT, 500.), 0)),
            List.of(ledger(Map.of(Cause.CPU, 110., Cause.POOL_WAIT, 200.), 0)),
            false,
            OptionalDouble.of(-0.48));
    assertThat(comparison.named()).contains(Cause.POOL_WAIT);
    assertThat(comparison.conclusion()).contains("less time per operation");
  }

  @Test
  void of_oneForkEach_saysThatForksAreNotInTheInterval() {
    LedgerComparison comparison = cpu(List.of(100.), List.of(150.), 0.5);
    assertThat(comparison.scope()).isEqualTo(CauseChange.Scope.WITHIN_ONE_FORK);
    assertThat(change(comparison, Cause.CPU).lowMicros()).isBetween(45., 50.);
  }

  @Test
  void of_severalSessions_takesForksForReplicatesNotIterations() {
    // Iterations scatter by 1 %, sessions by 20 %: what fifteen iterations a side would make clear.
    LedgerComparison comparison = cpu(List.of(90., 110., 130.), List.of(110., 130., 150.), 0.18);
    assertThat(comparison.scope()).isEqualTo(CauseChange.Scope.BETWEEN_FORKS);
    CauseChange cpu = change(comparison, Cause.CPU);
    // Welch by hand: 20 ± 2.776 · 20 · √(2/3), within what one percent of scatter moves it.
    assertThat(cpu.lowMicros()).isBetween(-28., -22.);
    assertThat(cpu.highMicros()).isBetween(62., 68.);
    assertThat(comparison.named()).isEmpty();
  }

  @Test
  void of_oneForkBesideSeveral_scattersAsThose() {
    LedgerComparison comparison = cpu(List.of(90., 110., 130.), List.of(300.), 1.7);
    assertThat(comparison.scope()).isEqualTo(CauseChange.Scope.BETWEEN_FORKS);
    // 190 ± 4.303 · 20 · √(1/3 + 1)
    assertThat(change(comparison, Cause.CPU).lowMicros()).isBetween(85., 96.);
    assertThat(comparison.named()).contains(Cause.CPU);
  }

  @Test
  void of_boundsOnBothSides_addUpInTheInterval() {
    Ledger before = bounded(100, 90, 130);
    Ledger after = bounded(200, 160, 205);
    LedgerComparison comparison =
        LedgerComparison.of(List.of(before), List.of(after), true, OptionalDouble.of(1));
    // At worst the baseline is at its upper bound and the candidate at its lower, and the reverse.
    CauseChange cpu = change(comparison, Cause.CPU);
    assertThat(cpu.lowMicros()).isEqualTo(160 - 130);
    assertThat(cpu.highMicros()).isEqualTo(205 - 90);
  }

  @Test
  void of_ledgersThatMovedOtherwiseThanTheScores_saysSo() {
    assertThat(cpu(List.of(100.), List.of(150.), 0.5).reasons()).isEmpty();
    assertThat(cpu(List.of(100.), List.of(150.), 0.23).reasons()).isEmpty();
    assertThat(cpu(List.of(100.), List.of(150.), 0.2).reasons())
        .singleElement()
        .asString()
        .containsPattern("by \\+(49|50|51) % time per operation, the scored ones by \\+20 %");
    assertThat(cpu(List.of(100.), List.of(150.), 1.3).reasons()).hasSize(1);
    assertThat(cpu(List.of(100.), List.of(150.), -0.3).reasons()).hasSize(1);
    assertThat(cpu(List.of(100.), List.of(150.), Double.NaN).reasons()).isEmpty();
  }

  private LedgerComparison cpu(List<Double> before, List<Double> after, double slowdown) {
    return LedgerComparison.of(
        before.stream().map(micros -> ledger(Map.of(Cause.CPU, micros), 0)).toList(),
        after.stream().map(micros -> ledger(Map.of(Cause.CPU, micros), 0)).toList(),
        true,
        OptionalDouble.of(slowdown));
  }

  private static CauseChange change(LedgerComparison comparison, Cause cause) {
    return comparison.changes().stream()
        .filter(change -> change.cause() == cause)
        .findFirst()
        .orElseThrow();
  }

  /** Iterations that do not scatter at all. */
  private static Ledger bounded(double micros, double low, double high) {
    TreeMap<Cause, Ledger.Row> rows = new TreeMap<>();
    rows.put(
        Cause.CPU, new Ledger.Row(micros, low, high, List.of(List.of(micros, micros, micros))));
    return new Ledger(rows, 0, OptionalInt.of(2), 0, 0, 3, List.of());
  }

  /** Five iterations that scatter by one percent. */
  private Ledger ledger(Map<Cause, Double> rows, double allocatedBytes) {
    TreeMap<Cause, Ledger.Row> filled = new TreeMap<>();
    for (Cause cause : Cause.values()) {
      double micros = rows.getOrDefault(cause, 0.);
      double[] values = random.doubles(5).map(r -> micros * (1 + (r - .5) * .02)).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      filled.put(
          cause, new Ledger.Row(mean, mean, mean, List.of(Arrays.stream(values).boxed().toList())));
    }
    return new Ledger(filled, 0, OptionalInt.of(2), 0, allocatedBytes, 5, List.of());
  }
}

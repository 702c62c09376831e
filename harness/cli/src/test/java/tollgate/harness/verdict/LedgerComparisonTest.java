package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
            true);
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
            true);
    assertThat(comparison.named()).contains(Cause.CPU);
    assertThat(comparison.conclusion()).contains("allocation grew from 100 to 70000 B");
  }

  @Test
  void of_ledgersThatDidNotSeeTheChange_cannotSay() {
    LedgerComparison comparison =
        LedgerComparison.of(
            List.of(ledger(Map.of(Cause.CPU, 100.), 0)),
            List.of(ledger(Map.of(Cause.CPU, 100.), 0)),
            true);
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
        LedgerComparison.of(List.of(ledger(before, 0)), List.of(ledger(after, 0)), true);
    assertThat(comparison.named()).isEmpty();
    assertThat(comparison.conclusion()).startsWith("unexplained");
  }

  @Test
  void of_improvement_namesWhatShrank() {
    LedgerComparison comparison =
        LedgerComparison.of(
            List.of(ledger(Map.of(Cause.CPU, 100., Cause.POOL_WAIT, 500.), 0)),
            List.of(ledger(Map.of(Cause.CPU, 110., Cause.POOL_WAIT, 200.), 0)),
            false);
    assertThat(comparison.named()).contains(Cause.POOL_WAIT);
    assertThat(comparison.conclusion()).contains("less time per operation");
  }

  /** Five iterations that scatter by one percent. */
  private Ledger ledger(Map<Cause, Double> rows, double allocatedBytes) {
    TreeMap<Cause, Ledger.Row> filled = new TreeMap<>();
    for (Cause cause : Cause.values()) {
      double micros = rows.getOrDefault(cause, 0.);
      double[] values = random.doubles(5).map(r -> micros * (1 + (r - .5) * .02)).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      filled.put(cause, new Ledger.Row(mean, mean, mean, Arrays.stream(values).boxed().toList()));
    }
    return new Ledger(filled, 0, OptionalInt.of(2), 0, allocatedBytes, 5, List.of());
  }
}

package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Ledger;

/**
 * Why a benchmark changed, by its ledgers.
 *
 * @param changes all causes, the one that explains most first
 * @param named the cause that explains the change; empty when the ledgers cannot tell
 * @param conclusion one sentence for people
 * @param scope what the intervals of the changes know of
 * @param reasons what to doubt, one sentence each
 */
public record LedgerComparison(
    List<CauseChange> changes,
    Optional<Cause> named,
    String conclusion,
    CauseChange.Scope scope,
    List<String> reasons) {

  /** A change of the whole below this share is noise of single forks. */
  private static final double SMALLEST_CHANGE = 0.02;

  /** A cause is named only when it carries this part of everything that moved its way. */
  private static final double SMALLEST_PART = 0.3;

  /** The ledgers' forks show the scored change when theirs is within this factor of it. */
  private static final double SAME_CHANGE = 2;

  private static final double MORE_ALLOCATION = 1.2;
  private static final double ALLOCATION_WORTH_BYTES = 256;

  public LedgerComparison {
    changes = List.copyOf(changes);
    reasons = List.copyOf(reasons);
  }

  /**
   * Compares ledgers of one benchmark.
   *
   * @param baseline one per session, at least one
   * @param candidate one per session, at least one
   * @param slower whether the scored forks became slower; the causes are searched for that
   * @param slowdown by how much, as relative cost above −1; empty when no ratio could be formed
   */
  public static LedgerComparison of(
      List<Ledger> baseline, List<Ledger> candidate, boolean slower, OptionalDouble slowdown) {
    double sign = slower ? 1 : -1;
    CauseChange.Scope scope = CauseChange.Scope.of(baseline, candidate);
    List<CauseChange> changes = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      changes.add(CauseChange.of(cause, baseline, candidate));
    }
    changes.sort(Comparator.comparingDouble((CauseChange c) -> -sign * c.micros()));
    double before = baseline.stream().mapToDouble(Ledger::wallMicros).average().orElseThrow();
    double after = candidate.stream().mapToDouble(Ledger::wallMicros).average().orElseThrow();
    if (sign * (after / before - 1) < SMALLEST_CHANGE) {
      return new LedgerComparison(
          changes,
          Optional.empty(),
          "cannot say: the ledgers' own forks did not show the change ("
              + percent(after / before - 1)
              + " time per operation)",
          scope,
          List.of());
    }
    Named found = named(changes, sign, before, allocation(baseline, candidate));
    return new LedgerComparison(
        changes, found.cause(), found.conclusion(), scope, doubts(after / before - 1, slowdown));
  }

  /** Whether the change that is split is the one that was scored. */
  private static List<String> doubts(double ledgers, OptionalDouble scored) {
    if (scored.isEmpty() || !Double.isFinite(scored.getAsDouble())) {
      return List.of();
    }
    double factor = Math.log1p(ledgers) / Math.log1p(scored.getAsDouble());
    return factor >= 1 / SAME_CHANGE && factor <= SAME_CHANGE
        ? List.of()
        : List.of(
            "the ledgers' forks changed by "
                + percent(ledgers)
                + " time per operation, the scored ones by "
                + percent(scored.getAsDouble())
                + ": the split is of the former");
  }

  private record Named(Optional<Cause> cause, String conclusion) {}

  private static Named named(
      List<CauseChange> changes, double sign, double before, String allocation) {
    double moved = changes.stream().mapToDouble(c -> Math.max(0, sign * c.micros())).sum();
    CauseChange first = changes.get(0);
    double part = sign * first.micros() / moved;
    boolean clear = sign > 0 ? first.lowMicros() > 0 : first.highMicros() < 0;
    if (!clear || part < SMALLEST_PART || first.cause() == Cause.UNEXPLAINED) {
      return new Named(Optional.empty(), "unexplained: no cause stands out of the ledgers' noise");
    }
    String more = sign > 0 ? "more" : "less";
    return new Named(
        Optional.of(first.cause()),
        String.format(
            Locale.ROOT,
            "%s: %s %s time per operation, %.0f %% of all that moved this way%s",
            first.cause().meaning(),
            percent(Math.abs(first.micros()) / before),
            more,
            100 * part,
            allocation));
  }

  /** Computing that comes with much more garbage is most likely about the garbage. */
  private static String allocation(List<Ledger> baseline, List<Ledger> candidate) {
    double before = bytes(baseline);
    double after = bytes(candidate);
    return after > before * MORE_ALLOCATION && after - before > ALLOCATION_WORTH_BYTES
        ? String.format(
            Locale.ROOT, "; allocation grew from %.0f to %.0f B per operation", before, after)
        : "";
  }

  private static double bytes(List<Ledger> ledgers) {
    return ledgers.stream().mapToDouble(Ledger::allocatedBytes).average().orElse(Double.NaN);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.0f %%", 100 * share);
  }
}

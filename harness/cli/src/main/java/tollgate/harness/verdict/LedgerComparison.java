package tollgate.harness.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Ledger;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/**
 * Why a benchmark changed, by its ledgers.
 *
 * @param changes all causes, the one that explains most first
 * @param named the cause that explains the change; empty when the ledgers cannot tell
 * @param conclusion one sentence for people
 */
public record LedgerComparison(
    List<CauseChange> changes, Optional<Cause> named, String conclusion) {

  private static final double CONFIDENCE = 0.95;

  /** A change of the whole below this share is noise of single forks. */
  private static final double SMALLEST_CHANGE = 0.02;

  /** A cause is named only when it carries this part of everything that moved its way. */
  private static final double SMALLEST_PART = 0.3;

  private static final double MORE_ALLOCATION = 1.2;
  private static final double ALLOCATION_WORTH_BYTES = 256;

  public LedgerComparison {
    changes = List.copyOf(changes);
  }

  /**
   * Compares ledgers of one benchmark.
   *
   * @param baseline one per session, at least one
   * @param candidate one per session, at least one
   * @param slower whether the scored forks became slower; the causes are searched for that
   */
  public static LedgerComparison of(List<Ledger> baseline, List<Ledger> candidate, boolean slower) {
    double sign = slower ? 1 : -1;
    List<CauseChange> changes = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      changes.add(change(cause, baseline, candidate));
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
              + " time per operation)");
    }
    return named(changes, sign, before, allocation(baseline, candidate));
  }

  private static LedgerComparison named(
      List<CauseChange> changes, double sign, double before, String allocation) {
    double moved = changes.stream().mapToDouble(c -> Math.max(0, sign * c.micros())).sum();
    CauseChange first = changes.get(0);
    double part = sign * first.micros() / moved;
    boolean clear = sign > 0 ? first.lowMicros() > 0 : first.highMicros() < 0;
    if (!clear || part < SMALLEST_PART || first.cause() == Cause.UNEXPLAINED) {
      return new LedgerComparison(
          changes, Optional.empty(), "unexplained: no cause stands out of the ledgers' noise");
    }
    String more = sign > 0 ? "more" : "less";
    return new LedgerComparison(
        changes,
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

  private static CauseChange change(Cause cause, List<Ledger> baseline, List<Ledger> candidate) {
    double[] before = values(cause, baseline);
    double[] after = values(cause, candidate);
    double difference = mean(after) - mean(before);
    Interval interval =
        before.length > 1 && after.length > 1
            ? StudentEstimate.welch(Moments.of(before), Moments.of(after)).interval(CONFIDENCE)
            : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    // The rows' own bounds widen the interval by what the two overlaps differ at most.
    double slack = Math.abs(slack(cause, candidate) - slack(cause, baseline));
    return new CauseChange(
        cause,
        mean(before),
        mean(before) + difference,
        interval.low() - slack,
        interval.high() + slack);
  }

  private static double slack(Cause cause, List<Ledger> ledgers) {
    return ledgers.stream()
        .map(ledger -> ledger.rows().getOrDefault(cause, Ledger.Row.exactly(0)))
        .mapToDouble(row -> (row.highMicros() - row.lowMicros()) / 2)
        .average()
        .orElse(0);
  }

  private static double[] values(Cause cause, List<Ledger> ledgers) {
    return ledgers.stream()
        .flatMap(
            l -> l.rows().getOrDefault(cause, Ledger.Row.exactly(0)).perIterationMicros().stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.0f %%", 100 * share);
  }
}

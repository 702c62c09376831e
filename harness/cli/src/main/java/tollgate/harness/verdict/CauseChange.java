package tollgate.harness.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Ledger;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.Moments;
import tollgate.harness.stats.StudentEstimate;

/**
 * How one cause's time per operation changed.
 *
 * @param cause the cause
 * @param baselineMicros mean time per operation
 * @param candidateMicros mean time per operation
 * @param lowMicros lower end of the 95 % interval of candidate − baseline
 * @param highMicros upper end
 */
public record CauseChange(
    Cause cause,
    double baselineMicros,
    double candidateMicros,
    double lowMicros,
    double highMicros) {

  private static final double CONFIDENCE = 0.95;

  /** What an interval knows of. */
  public enum Scope {
    /** Forks are the replicates, as in every verdict. */
    BETWEEN_FORKS("between forks"),
    /** One fork a side: its iterations, which say nothing about how much forks differ. */
    WITHIN_ONE_FORK("within one fork each");

    private final String label;

    Scope(String label) {
      this.label = label;
    }

    /** In words. */
    public String label() {
      return label;
    }

    /**
     * What the ledgers of two sides allow: three forks are the fewest that tell how they differ.
     */
    static Scope of(List<Ledger> baseline, List<Ledger> candidate) {
      int forks = forkMeans(Cause.CPU, baseline).length + forkMeans(Cause.CPU, candidate).length;
      return forks > 2 ? BETWEEN_FORKS : WITHIN_ONE_FORK;
    }
  }

  /** Candidate minus baseline. */
  public double micros() {
    return candidateMicros - baselineMicros;
  }

  /**
   * Compares one cause.
   *
   * @param baseline one per session, at least one
   * @param candidate the same
   */
  static CauseChange of(Cause cause, List<Ledger> baseline, List<Ledger> candidate) {
    double[] before = forkMeans(cause, baseline);
    double[] after = forkMeans(cause, candidate);
    Interval interval =
        Scope.of(baseline, candidate) == Scope.BETWEEN_FORKS
            ? interval(before, after)
            : interval(iterations(cause, baseline), iterations(cause, candidate));
    // Both sides' rows have bounds: at worst one is at its lower, the other at its upper.
    double below =
        mean(candidate, cause, row -> row.micros() - row.lowMicros())
            + mean(baseline, cause, row -> row.highMicros() - row.micros());
    double above =
        mean(candidate, cause, row -> row.highMicros() - row.micros())
            + mean(baseline, cause, row -> row.micros() - row.lowMicros());
    return new CauseChange(
        cause, mean(before), mean(after), interval.low() - below, interval.high() + above);
  }

  private static Interval interval(double[] before, double[] after) {
    if (before.length > 1 && after.length > 1) {
      return StudentEstimate.welch(Moments.of(before), Moments.of(after)).interval(CONFIDENCE);
    }
    // A single fork beside several of the other side differs from its own kind as much as those.
    return before.length + after.length > 2
        ? StudentEstimate.pooled(Moments.of(before), Moments.of(after)).interval(CONFIDENCE)
        : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private static double[] forkMeans(Cause cause, List<Ledger> ledgers) {
    return ledgers.stream()
        .flatMap(ledger -> row(ledger, cause).forks().stream())
        .mapToDouble(CauseChange::mean)
        .toArray();
  }

  private static double[] iterations(Cause cause, List<Ledger> ledgers) {
    return ledgers.stream()
        .flatMap(ledger -> row(ledger, cause).forks().stream())
        .flatMap(List::stream)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static double mean(List<Ledger> ledgers, Cause cause, ToDoubleFunction<Ledger.Row> of) {
    return ledgers.stream().map(ledger -> row(ledger, cause)).mapToDouble(of).average().orElse(0);
  }

  private static Ledger.Row row(Ledger ledger, Cause cause) {
    return ledger.rows().getOrDefault(cause, Ledger.Row.exactly(0));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}

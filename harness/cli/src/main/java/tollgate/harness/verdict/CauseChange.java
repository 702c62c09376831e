package tollgate.harness.verdict;

import tollgate.harness.model.Cause;

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

  /** Candidate minus baseline. */
  public double micros() {
    return candidateMicros - baselineMicros;
  }
}

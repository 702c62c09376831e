package tollgate.harness.scaling;

import java.util.List;
import java.util.OptionalDouble;
import tollgate.harness.model.Cause;

/**
 * N threads, split into those that did useful work and those that each cause took: N = S + Σ lost,
 * exactly, with no model (Little's law).
 *
 * @param threads N
 * @param speedup S = X(N) / X(1)
 * @param losses by cause, largest first; a negative loss is a cause that shrank
 * @param hardwareCeiling the most speedup the processors allow if every operation computes as
 *     little as at the best point: a bound beside the split, no part of it; or why it bounds
 *     nothing
 * @param context what the ledger's fork says besides
 */
public record LossStack(
    int threads,
    double speedup,
    List<Loss> losses,
    Answer<Double> hardwareCeiling,
    LedgerContext context) {

  public LossStack {
    losses = List.copyOf(losses);
  }

  /**
   * One cause's part.
   *
   * @param cause the cause
   * @param lostThreads X(N)·(w(N) − w(1)), in threads
   * @param low the least it can be, given the bounds of the ledgers' rows
   * @param high the most it can be
   */
  public record Loss(Cause cause, double lostThreads, double low, double high) {}

  /**
   * Threads that no software could have used: N minus the ceiling, and none once it is reached;
   * empty when the processors cannot be shown to have bounded anything.
   */
  public OptionalDouble beyondHardware() {
    return hardwareCeiling
        .known()
        .map(most -> OptionalDouble.of(speedup >= most ? 0 : Math.max(0, threads - most)))
        .orElse(OptionalDouble.empty());
  }

  /** Threads lost that the processors would have allowed; empty with {@link #beyondHardware}. */
  public OptionalDouble coordination() {
    OptionalDouble beyond = beyondHardware();
    return beyond.isPresent()
        ? OptionalDouble.of(threads - speedup - beyond.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Threads lost, all causes together. */
  public double lost() {
    return threads - speedup;
  }
}

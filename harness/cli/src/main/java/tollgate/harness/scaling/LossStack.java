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
 * @param hardwareCeiling the most speedup the processors allow for work that computes as much per
 *     operation as at one thread; empty when the number of processors is unknown
 */
public record LossStack(
    int threads, double speedup, List<Loss> losses, OptionalDouble hardwareCeiling) {

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

  /** Threads that no software could have used: N minus the ceiling; 0 when it is unknown. */
  public double beyondHardware() {
    return hardwareCeiling.isPresent()
        ? Math.max(0, threads - Math.max(hardwareCeiling.getAsDouble(), speedup))
        : 0;
  }

  /** Threads lost that the processors would have allowed. */
  public double coordination() {
    return threads - speedup - beyondHardware();
  }
}

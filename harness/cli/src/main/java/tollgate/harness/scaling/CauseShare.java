package tollgate.harness.scaling;

import tollgate.harness.model.Cause;

/**
 * A cause's part of the law: weighted regression of X(1)·(w(N) − w(1)) on N−1 and N(N−1). The parts
 * of all causes sum to those of the whole; a part can be negative.
 *
 * @param cause the cause
 * @param sigma its part of the contention
 * @param kappa its part of the coherency
 */
public record CauseShare(Cause cause, double sigma, double kappa) {}

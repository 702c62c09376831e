package tollgate.harness.scaling;

import tollgate.harness.model.Cause;

/**
 * A model, not a measurement: throughput if one cause cost no more per operation than at one thread
 * and nothing else changed. Real systems meet their next limit instead; only the processors' limit
 * is taken into account here.
 *
 * @param cause what is taken away
 * @param threads N
 * @param throughput operations per second without it
 * @param gain that throughput relative to the measured one, 1 for no gain
 * @param cappedByProcessors whether the processors stop the gain first
 */
public record WhatIf(
    Cause cause, int threads, double throughput, double gain, boolean cappedByProcessors) {}

package tollgate.harness.scaling;

import tollgate.harness.model.Cause;

/**
 * A model, not a measurement: throughput if one cause cost no more per operation than at one thread
 * and nothing else changed. Real systems meet their next limit instead; only the processors, with
 * all that ran on them where that was recorded, and perfect scaling are taken into account here.
 *
 * @param cause what is taken away
 * @param threads N
 * @param throughput operations per second without it
 * @param gain that throughput relative to the measured one, 1 for no gain
 * @param stop what stops the gain first
 */
public record WhatIf(Cause cause, int threads, double throughput, double gain, Stop stop) {

  /** What may stop a gain. */
  public enum Stop {
    /** Nothing the model knows. */
    NONE,
    /** All processors are busy. */
    PROCESSORS,
    /**
     * N threads do N times the work of one. The cause then takes more than is lost, because others
     * shrank meanwhile: who waits for a leader does not wait for a model.
     */
    PERFECT_SCALING
  }
}

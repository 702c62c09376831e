package tollgate.harness.model;

/**
 * How far others took the processors during a run; NaN where the system does not tell.
 *
 * @param cpuPressureShare part of the run's wall time in which some task waited for a processor
 *     (PSI {@code some}), within [0, 1]; includes the benchmark's own oversubscription
 * @param stealShare part of processor time the hypervisor gave to others, within [0, 1]
 * @param foreignCpuShare part of processor time used by processes that are not the run's own,
 *     within [0, 1]
 */
public record Disturbance(double cpuPressureShare, double stealShare, double foreignCpuShare) {

  /** Nothing is known. */
  public static final Disturbance UNKNOWN = new Disturbance(Double.NaN, Double.NaN, Double.NaN);
}

package tollgate.harness.scaling;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tollgate.harness.stats.Interval;

/**
 * The whole story of one sweep: what every renderer gets.
 *
 * @param id the benchmark
 * @param cpus processors, when a ledger recorded them
 * @param points what was measured
 * @param fit the laws
 * @param stacks the loss at each thread count beyond one that has a ledger
 * @param shares each cause's part of σ and κ
 * @param whatIfs what taking one cause away would give at the most threads, largest gain first
 * @param notes what limits the sweep
 */
public record ScalingReport(
    SweepId id,
    OptionalInt cpus,
    List<PointReport> points,
    Answer<Fit> fit,
    Answer<List<LossStack>> stacks,
    Answer<List<CauseShare>> shares,
    Answer<List<WhatIf>> whatIfs,
    List<String> notes) {

  public ScalingReport {
    points = List.copyOf(points);
    notes = List.copyOf(notes);
  }

  /**
   * One thread count.
   *
   * @param threads N
   * @param forks how many forks it rests on
   * @param throughput operations per second
   * @param throughputInterval its 95 % interval; empty with one fork
   * @param efficiency X(N) / (N·X(1)), 1 is perfect; empty without a point at one thread
   * @param efficiencyInterval its 95 % interval; empty when either side has one fork
   */
  public record PointReport(
      int threads,
      int forks,
      double throughput,
      Optional<Interval> throughputInterval,
      OptionalDouble efficiency,
      Optional<Interval> efficiencyInterval) {}
}

package tollgate.harness.scaling;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.stats.Interval;

/**
 * The whole story of one sweep: what every renderer gets.
 *
 * @param id the benchmark
 * @param cpus processors, when the environment or a ledger tells
 * @param points what was measured
 * @param fit the laws
 * @param stacks the loss at each thread count beyond one whose ledger explains it
 * @param unexplained why the others have no stack, by thread count
 * @param overhead what coordination takes; empty when the benchmark is none of coordination
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
    SortedMap<Integer, String> unexplained,
    Optional<Answer<Overhead>> overhead,
    Answer<List<CauseShare>> shares,
    Answer<List<WhatIf>> whatIfs,
    List<String> notes) {

  public ScalingReport {
    points = List.copyOf(points);
    unexplained = Collections.unmodifiableSortedMap(new TreeMap<>(unexplained));
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
   * @param ledgerSpeed throughput of the ledger's fork relative to the scored ones; empty without
   */
  public record PointReport(
      int threads,
      int forks,
      double throughput,
      Optional<Interval> throughputInterval,
      OptionalDouble efficiency,
      Optional<Interval> efficiencyInterval,
      OptionalDouble ledgerSpeed) {

    /**
     * Whether anything is shown to be lost: the interval of the efficiency stays below 1, or the
     * efficiency itself where forks give no interval.
     */
    public boolean loses() {
      return efficiencyInterval.map(Interval::high).orElse(efficiency.orElse(Double.NaN)) < 1;
    }
  }
}

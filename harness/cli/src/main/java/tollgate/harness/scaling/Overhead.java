package tollgate.harness.scaling;

import java.util.List;
import java.util.Optional;
import tollgate.harness.stats.Interval;

/**
 * What agents lose by coordinating, and not by being many: 1 − X(coordinated, N) / X(independent,
 * N), both measured at the same N.
 *
 * @param control the same agents, independent of each other
 * @param points by thread count, ascending, where both were measured
 * @param caveats in what the operations of both are not alike, for people
 */
public record Overhead(SweepId control, List<At> points, List<String> caveats) {

  public Overhead {
    points = List.copyOf(points);
    caveats = List.copyOf(caveats);
  }

  /**
   * One thread count.
   *
   * @param threads N
   * @param share lost to coordination; negative where the coordinated agents do more
   * @param interval its 95 % interval by Welch on the forks; empty when a side has one fork
   */
  public record At(int threads, double share, Optional<Interval> interval) {}

  /** The overhead at {@code threads}. */
  public Optional<At> at(int threads) {
    return points.stream().filter(point -> point.threads() == threads).findFirst();
  }
}

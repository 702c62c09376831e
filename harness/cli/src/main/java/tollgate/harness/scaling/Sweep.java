package tollgate.harness.scaling;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tollgate.harness.model.Ledger;
import tollgate.harness.stats.LogMean;

/**
 * One benchmark at several thread counts.
 *
 * @param id the benchmark
 * @param points ascending by threads, at least two
 * @param cpus processors, from the environment or a ledger; empty when neither tells
 * @param conditions what all points were measured with
 * @param notes what limits the sweep, for people
 */
public record Sweep(
    SweepId id, List<Point> points, OptionalInt cpus, Conditions conditions, List<String> notes) {

  /**
   * One thread count.
   *
   * @param threads N
   * @param throughput operations per second of each fork, all threads together
   * @param ledger where the threads' time went, or why that is not known
   * @param context what the ledger's fork says besides
   * @param ledgerSpeed throughput of the ledger's fork relative to the scored ones, 1 for the same;
   *     empty when none was taken
   */
  public record Point(
      int threads,
      LogMean throughput,
      Answer<Ledger> ledger,
      LedgerContext context,
      OptionalDouble ledgerSpeed) {}

  public Sweep {
    points = List.copyOf(points);
    notes = List.copyOf(notes);
  }

  /** Thread counts, ascending. */
  double[] threads() {
    return points.stream().mapToDouble(Point::threads).toArray();
  }

  /** Throughputs in the same order, operations per second. */
  double[] throughputs() {
    return points.stream().mapToDouble(point -> point.throughput().value()).toArray();
  }

  /** The point at one thread. */
  Optional<Point> single() {
    return points.stream().filter(point -> point.threads() == 1).findFirst();
  }

  /** The point at most threads. */
  Point widest() {
    return points.get(points.size() - 1);
  }

  /** The same benchmark at fewer thread counts. */
  Sweep only(List<Point> some) {
    return new Sweep(id, some, cpus, conditions, notes);
  }
}

package tollgate.harness.scaling;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tollgate.harness.model.Ledger;
import tollgate.harness.stats.LogMean;

/**
 * One benchmark at several thread counts.
 *
 * @param id the benchmark
 * @param points ascending by threads, at least two
 * @param notes what limits the sweep, for people
 */
public record Sweep(SweepId id, List<Point> points, List<String> notes) {

  /**
   * One thread count.
   *
   * @param threads N
   * @param throughput operations per second of each fork, all threads together
   * @param ledger where the threads' time went, if it was taken
   */
  public record Point(int threads, LogMean throughput, Optional<Ledger> ledger) {}

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

  /** Processors, from any of the ledgers. */
  OptionalInt cpus() {
    return points.stream()
        .flatMap(point -> point.ledger().stream())
        .flatMapToInt(ledger -> ledger.cpus().stream())
        .findFirst();
  }
}

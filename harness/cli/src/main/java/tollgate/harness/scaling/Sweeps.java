package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.stats.LogMean;

/** Finds the thread sweeps in any JMH results. */
public final class Sweeps {

  /** Begins the names of what only a fork with the ledger's instrument reports. */
  private static final String LEDGER_PREFIX = "ledger.";

  private Sweeps() {}

  /**
   * A benchmark and its sweep, or why its results are none.
   *
   * @param id the benchmark
   * @param sweep its points
   */
  public record Found(SweepId id, Answer<Sweep> sweep) {}

  /** A result and where it was measured. */
  private record Measured(Run run, Result result) {}

  /** Every benchmark of {@code runs}, in the order of their names. */
  public static List<Found> in(List<Run> runs) {
    TreeMap<SweepId, List<Measured>> groups = new TreeMap<>();
    for (Run run : runs) {
      for (Result result : run.results()) {
        groups
            .computeIfAbsent(SweepId.of(result.key()), key -> new ArrayList<>())
            .add(new Measured(run, result));
      }
    }
    List<Found> found = new ArrayList<>();
    for (Map.Entry<SweepId, List<Measured>> group : groups.entrySet()) {
      SweepId id = group.getKey();
      found.add(new Found(id, sweep(id, group.getValue(), groups.keySet())));
    }
    return List.copyOf(found);
  }

  private static Answer<Sweep> sweep(SweepId id, List<Measured> results, Set<SweepId> all) {
    if (id.mode() == Mode.SINGLE_SHOT) {
      return Answer.cannotSay("single shots have no throughput; measure in thrpt or avgt mode");
    }
    Conditions conditions = conditions(results);
    Optional<String> mixed = conditions.mixed();
    if (mixed.isPresent()) {
      return Answer.cannotSay("its points come from different " + mixed.get());
    }
    TreeMap<Integer, List<Result>> byThreads = new TreeMap<>();
    for (Measured measured : results) {
      byThreads
          .computeIfAbsent(measured.result().key().threads(), key -> new ArrayList<>())
          .add(measured.result());
    }
    if (byThreads.size() == 1) {
      return Answer.cannotSay(onePoint(byThreads.firstKey(), id, all));
    }
    List<Sweep.Point> points = new ArrayList<>();
    Set<String> scores = new LinkedHashSet<>();
    for (Map.Entry<Integer, List<Result>> entry : byThreads.entrySet()) {
      Answer<Sweep.Point> point = point(entry.getKey(), entry.getValue(), scores);
      if (point instanceof Answer.CannotSay<Sweep.Point> unknown) {
        return Answer.cannotSay(unknown.reason());
      }
      point.known().ifPresent(points::add);
    }
    Set<String> notes = new LinkedHashSet<>(LedgerNotes.of(points, byThreads));
    notes.addAll(scores);
    notes.addAll(LedgerNotes.partial(points));
    return Answer.of(new Sweep(id, points, cpus(results), conditions, List.copyOf(notes)));
  }

  private static String onePoint(int threads, SweepId id, Set<SweepId> all) {
    long siblings =
        all.stream()
            .filter(other -> other.benchmark().equals(id.benchmark()) && !other.equals(id))
            .count();
    String mixed =
        siblings == 0
            ? ""
            : "; its other results have other parameters or modes, and a sweep keeps both";
    return "measured at one thread count only ("
        + threads
        + ")"
        + mixed
        + "; run with --threads 1,2,4,8,16,32,50";
  }

  /** What the scored forks were measured with; all forks when none is scored. */
  private static Conditions conditions(List<Measured> results) {
    boolean scored = results.stream().anyMatch(measured -> isScored(measured.result()));
    Conditions conditions = new Conditions();
    for (Measured measured : results) {
      if (!scored || isScored(measured.result())) {
        conditions.add(measured.run(), measured.result());
      }
    }
    return conditions;
  }

  private static OptionalInt cpus(List<Measured> results) {
    for (Measured measured : results) {
      OptionalInt told =
          measured.run().environment().map(Environment::cpus).orElse(OptionalInt.empty());
      if (told.isPresent()) {
        return told;
      }
    }
    return results.stream()
        .flatMap(measured -> Ledger.of(measured.result()).stream())
        .flatMapToInt(ledger -> ledger.cpus().stream())
        .findFirst();
  }

  private static Answer<Sweep.Point> point(int threads, List<Result> results, Set<String> notes) {
    List<Result> scored = results.stream().filter(Sweeps::isScored).toList();
    List<Result> unscored = results.stream().filter(result -> !isScored(result)).toList();
    if (scored.isEmpty()) {
      scored = results;
      unscored = List.of();
      notes.add("some scores come from the ledger's own forks and carry its cost");
    }
    double[] throughputs =
        scored.stream()
            .flatMapToDouble(
                result ->
                    DoubleStream.of(Throughputs.of(result.primary(), result.key().mode(), threads)))
            .toArray();
    if (throughputs.length == 0) {
      return Answer.cannotSay("no throughput at " + threads + " threads: nothing was measured");
    }
    for (double throughput : throughputs) {
      if (!(throughput > 0) || Double.isInfinite(throughput)) {
        return Answer.cannotSay(
            "a score at "
                + threads
                + " threads is "
                + throughput
                + " operations per second; repeat that point");
      }
    }
    LogMean throughput = LogMean.of(throughputs);
    Optional<LedgerFork> fork = LedgerFork.nearest(threads, results, unscored, throughput);
    return Answer.of(
        new Sweep.Point(
            threads,
            throughput,
            fork.map(LedgerFork::usable)
                .orElseGet(() -> Answer.cannotSay(LedgerFork.missing(results))),
            fork.map(LedgerFork::context).orElse(LedgerContext.UNKNOWN),
            fork.map(LedgerFork::speed).map(OptionalDouble::of).orElse(OptionalDouble.empty())));
  }

  /**
   * A fork that took the ledger carries its cost, also when the ledger failed, unless the ledger
   * came from another fork.
   */
  private static boolean isScored(Result result) {
    SortedMap<String, Metric> metrics = result.secondary();
    return metrics.containsKey(Ledger.SCORE_METRIC)
        || metrics.keySet().stream().noneMatch(name -> name.startsWith(LEDGER_PREFIX))
            && Ledger.of(result).isEmpty();
  }
}

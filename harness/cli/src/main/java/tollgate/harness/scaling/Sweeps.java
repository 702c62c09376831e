package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import tollgate.harness.model.Ledger;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.stats.LogMean;

/** Finds the thread sweeps in any JMH results. */
public final class Sweeps {
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
    Optional<String> differing = differing(results);
    if (differing.isPresent()) {
      return Answer.cannotSay(differing.get());
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
    Set<String> notes = new LinkedHashSet<>(LedgerNotes.of(byThreads));
    for (Map.Entry<Integer, List<Result>> entry : byThreads.entrySet()) {
      Answer<Sweep.Point> point = point(entry.getKey(), entry.getValue(), notes);
      if (point instanceof Answer.CannotSay<Sweep.Point> unknown) {
        return Answer.cannotSay(unknown.reason());
      }
      point.known().ifPresent(points::add);
    }
    return Answer.of(new Sweep(id, points, List.copyOf(notes)));
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

  /** Points of different machines, JDKs or code are no sweep. */
  private static Optional<String> differing(List<Measured> results) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (Measured measured : results) {
      String type = measured.result().key().benchmark();
      String owner = type.substring(0, Math.max(0, type.lastIndexOf('.')));
      values
          .computeIfAbsent("JDKs", key -> new LinkedHashSet<>())
          .add(measured.result().settings().jdkVersion());
      measured
          .run()
          .environment()
          .ifPresent(
              environment -> {
                values
                    .computeIfAbsent("machine classes", key -> new LinkedHashSet<>())
                    .add(environment.machineClass());
                Optional.ofNullable(environment.bytecode().get(owner))
                    .ifPresent(
                        hash ->
                            values
                                .computeIfAbsent("versions of the code", k -> new LinkedHashSet<>())
                                .add(hash));
              });
    }
    return values.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .findFirst()
        .map(
            entry ->
                "its points come from different "
                    + entry.getKey()
                    + ": "
                    + entry.getValue().stream().collect(Collectors.joining(", ")));
  }

  private static Answer<Sweep.Point> point(int threads, List<Result> results, Set<String> notes) {
    List<Result> scored = results.stream().filter(Sweeps::isScored).toList();
    if (scored.isEmpty()) {
      scored = results;
      notes.add("some scores come from the ledger's own forks and carry its cost");
    }
    double[] throughputs =
        scored.stream().flatMapToDouble(result -> throughputs(result, threads)).toArray();
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
    Optional<Ledger> ledger =
        results.stream().flatMap(result -> Ledger.of(result).stream()).findFirst();
    return Answer.of(new Sweep.Point(threads, LogMean.of(throughputs), ledger));
  }

  /** A fork that took the ledger carries its cost, unless the ledger came from another fork. */
  private static boolean isScored(Result result) {
    return Ledger.of(result).isEmpty() || result.secondary().containsKey(Ledger.SCORE_METRIC);
  }

  /** Operations per second of each fork. */
  private static DoubleStream throughputs(Result result, int threads) {
    Metric primary = result.primary();
    double toBase = primary.unit().toBase();
    double[] scores = primary.samples().forkMeans();
    if (scores.length == 0) {
      scores = primary.histograms().stream().mapToDouble(histogram -> histogram.mean()).toArray();
    }
    // Time per operation is per thread; by Little's law all threads together do N / time.
    return result.key().mode() == Mode.THROUGHPUT
        ? Arrays.stream(scores).map(score -> score * toBase)
        : Arrays.stream(scores).map(score -> threads / (score * toBase));
  }
}

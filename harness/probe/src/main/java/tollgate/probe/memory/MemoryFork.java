package tollgate.probe.memory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * The readings of one trial, inside the measured JVM.
 *
 * <ul>
 *   <li>{@code before}: before anything of the benchmark was set up
 *   <li>{@code start}: before the first measured iteration, where there were warm-ups
 *   <li>{@code peak}: the most between {@code start} and {@code after}, garbage included
 *   <li>{@code after}: when the last measured iteration is over and nothing is torn down yet
 *   <li>{@code growth} = after - before: what the benchmark keeps; {@code perThread} of it
 *   <li>{@code drift} = after - start: what the measured iterations left behind
 * </ul>
 */
final class MemoryFork {
  static final String PREFIX = "memory.";

  private record Peaks(double heap, OptionalDouble resident) {}

  private final Set<Limit> limits = EnumSet.noneOf(Limit.class);
  private @Nullable Reading before;
  private @Nullable Reading start;
  private volatile @Nullable Reading after;
  private volatile @Nullable Peaks peaks;
  private final List<IterationResult> earlier = new ArrayList<>();
  private int measurements;

  /** Before JMH submits the iteration's tasks. */
  void beforeIteration(IterationParams iteration) {
    boolean measured = iteration.getType() == IterationType.MEASUREMENT;
    if (before == null) {
      before = read();
    } else if (measured && measurements == 0) {
      start = read();
    }
    if (!measured) {
      return;
    }
    if (measurements == 0) {
      Heap.resetPeak();
      if (ResidentMemory.SYSTEM.now().isPresent() && !ResidentMemory.SYSTEM.resetPeak()) {
        limits.add(Limit.PEAK_SINCE_START);
      }
    }
    measurements++;
    MemoryExecutor executor = MemoryExecutor.current();
    if (executor != null) {
      executor.beforeTearDown(measurements == iteration.getCount() ? this::readAfter : null);
    }
  }

  /** After all tasks have ended; the metrics after the last one. */
  List<Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Reading first = before;
    if (first == null || measurements < iteration.getCount() || measurements == 0) {
      earlier.add(result);
      return List.of();
    }
    if (after == null) {
      limits.add(Limit.TORN_DOWN);
      readAfter();
    }
    Reading last = after;
    Peaks most = peaks;
    if (last == null || most == null) {
      return List.of();
    }
    List<Result<?>> metrics = metrics(first, last, most, benchmark.getThreads());
    // Where this is no fork; from a fork they have been sent, and the parent does the same.
    earlier.forEach(iterationResult -> iterationResult.addResults(metrics));
    return metrics;
  }

  private static Reading read() {
    return Reading.settled();
  }

  private void readAfter() {
    // The collection may need memory of its own.
    peaks = new Peaks(Heap.peak(), ResidentMemory.SYSTEM.peak());
    after = read();
  }

  private List<Result<?>> metrics(Reading first, Reading last, Peaks most, int threads) {
    List<Result<?>> metrics = new ArrayList<>();
    double growth = last.heapBytes() - first.heapBytes();
    add(metrics, "heap.before", first.heapBytes());
    add(metrics, "heap.after", last.heapBytes());
    add(metrics, "heap.peak", most.heap());
    add(metrics, "heap.growth", growth);
    add(metrics, "heap.perThread", growth / threads);
    Reading warm = start;
    if (warm != null) {
      add(metrics, "heap.drift", last.heapBytes() - warm.heapBytes());
    }
    if (first.residentBytes().isPresent() && last.residentBytes().isPresent()) {
      double residentGrowth =
          last.residentBytes().getAsDouble() - first.residentBytes().getAsDouble();
      add(metrics, "rss.before", first.residentBytes().getAsDouble());
      add(metrics, "rss.after", last.residentBytes().getAsDouble());
      most.resident().ifPresent(peak -> add(metrics, "rss.peak", peak));
      add(metrics, "rss.growth", residentGrowth);
      add(metrics, "rss.perThread", residentGrowth / threads);
    } else {
      limits.add(Limit.NO_RESIDENT);
    }
    if (!first.collected() || !last.collected()) {
      limits.add(Limit.NOT_COLLECTED);
    }
    limits.forEach(limit -> metrics.add(metric(PREFIX + "limited." + limit.label(), 1, "fact")));
    return metrics;
  }

  private static void add(List<Result<?>> metrics, String name, double bytes) {
    metrics.add(metric(PREFIX + name, bytes, "B"));
  }

  static Result<?> metric(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }
}

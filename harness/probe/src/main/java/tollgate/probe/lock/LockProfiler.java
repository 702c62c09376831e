package tollgate.probe.lock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * Held and wait fraction of locks, as JMH metrics {@code lock.<name>.held}, {@code .wait} and
 * {@code .waitingThreads}.
 *
 * <pre>{@code
 * -prof tollgate.probe.lock.LockProfiler                      locks given to ObservedLocks
 * -prof tollgate.probe.lock.LockProfiler:class=ReentrantLock  any lock, by its class (thread dumps)
 * }</pre>
 *
 * The option {@code interval=MILLISECONDS} is the mean gap between looks: 2 for observed locks, 20
 * for thread dumps. Where there was no lock to look at, the metric {@code lock.failed.<why>} says
 * so, and a line on standard error.
 */
public final class LockProfiler implements InternalProfiler {

  private static final long OBSERVED_MILLIS = 2;
  private static final long DUMP_MILLIS = 20;

  private final @Nullable Pattern className;
  private final long intervalMillis;
  private @Nullable LockSampler sampler;
  private boolean told;

  /** For observed locks. */
  public LockProfiler() throws ProfilerException {
    this("");
  }

  /**
   * With options.
   *
   * @param line {@code class=REGEX} and {@code interval=MILLISECONDS}, separated by semicolons
   * @throws ProfilerException on anything else
   */
  public LockProfiler(String line) throws ProfilerException {
    SortedMap<String, String> options = options(line);
    try {
      className = options.containsKey("class") ? Pattern.compile(options.get("class")) : null;
      String interval = options.get("interval");
      intervalMillis =
          interval != null
              ? Math.max(1, Long.parseLong(interval))
              : className == null ? OBSERVED_MILLIS : DUMP_MILLIS;
    } catch (PatternSyntaxException | NumberFormatException e) {
      throw new ProfilerException("lock profiler: " + e.getMessage());
    }
  }

  private static SortedMap<String, String> options(String line) throws ProfilerException {
    TreeMap<String, String> options = new TreeMap<>();
    for (String option : line.split(";")) {
      int sign = option.indexOf('=');
      String name = sign < 0 ? option : option.substring(0, sign);
      if (option.isBlank()) {
        continue;
      }
      if (sign < 0 || !(name.equals("class") || name.equals("interval"))) {
        throw new ProfilerException(
            "lock profiler: unknown option '" + option + "'; it knows class= and interval=");
      }
      options.put(name, option.substring(sign + 1));
    }
    return options;
  }

  @Override
  public String getDescription() {
    return "Held and wait fraction of locks, by sampling";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    LockSampler next =
        new LockSampler(TimeUnit.MILLISECONDS.toNanos(intervalMillis), source(className));
    next.start();
    sampler = next;
  }

  private static Supplier<Map<String, LockSampler.Look>> source(@Nullable Pattern className) {
    return className == null ? LockProfiler::observed : new ThreadDumpLocks(className)::look;
  }

  private static Map<String, LockSampler.Look> observed() {
    Map<String, LockSampler.Look> looks = new HashMap<>();
    ObservedLocks.all()
        .forEach(
            (name, lock) ->
                looks.put(
                    name,
                    new LockSampler.Look(lock.held().getAsBoolean(), lock.waiting().getAsInt())));
    return looks;
  }

  @Override
  public Collection<? extends Result> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    LockSampler running = sampler;
    if (running == null) {
      return List.of();
    }
    sampler = null;
    List<Result<?>> metrics = new ArrayList<>();
    try {
      SortedMap<String, LockLoad> loads = running.stop();
      loads.forEach((name, load) -> add(metrics, "lock." + name, load));
      if (iteration.getType() == IterationType.MEASUREMENT) {
        nothing(loads).ifPresent(why -> metrics.add(failed(why)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return metrics;
  }

  /** Why the looks tell nothing, if so. */
  private Optional<Nothing> nothing(SortedMap<String, LockLoad> loads) {
    if (className == null) {
      return loads.isEmpty() ? Optional.of(Nothing.OBSERVED) : Optional.empty();
    }
    return loads.values().stream().allMatch(load -> load.samples() == 0 || !load.wasUsed())
        ? Optional.of(Nothing.MATCHED)
        : Optional.empty();
  }

  private Result<?> failed(Nothing why) {
    if (!told) {
      told = true;
      System.err.println("no share of a lock: " + why.meaning);
    }
    return scalar("lock.failed." + why.label, 1, "fact");
  }

  /** Why there is nothing to tell. */
  private enum Nothing {
    OBSERVED(
        "nothingObserved",
        "this benchmark gives no lock to ObservedLocks; name a class of locks, as in"
            + " class=ReentrantLock"),
    MATCHED(
        "nothingMatched", "in no thread dump was a lock of a matching class held or waited for");

    private final String label;
    private final String meaning;

    Nothing(String label, String meaning) {
      this.label = label;
      this.meaning = meaning;
    }
  }

  private static void add(List<Result<?>> metrics, String prefix, LockLoad load) {
    if (load.samples() > 0) {
      metrics.add(scalar(prefix + ".held", load.heldShare(), "share"));
      metrics.add(scalar(prefix + ".wait", load.waitShare(), "share"));
      metrics.add(scalar(prefix + ".waitingThreads", load.waitingThreads(), "threads"));
    }
  }

  private static Result<?> scalar(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }
}

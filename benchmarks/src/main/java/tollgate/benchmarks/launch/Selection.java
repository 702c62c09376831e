package tollgate.benchmarks.launch;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import tollgate.benchmarks.backend.Descriptors;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;

/** The benchmarks that JMH is going to run, found with JMH's own list and filters. */
final class Selection {
  private static final String SCENARIOS = "tollgate\\.benchmarks\\.scenario\\.";

  /** Parameters that say how many connections to the hub are open at once. */
  private static final List<String> CONNECTIONS = List.of("connections", "receivers");

  private Selection() {}

  /**
   * Without a regular expression all benchmarks run but the scenarios: those are load tests of a
   * platform, with objectives of their own, and of minutes each.
   *
   * @param options the user's
   * @return the same, or the same without scenarios, which is then said on standard error
   */
  static Options usual(Options options) {
    if (!options.getIncludes().isEmpty()) {
      return options;
    }
    Messages.progress("scenarios are left out: run them by java -jar benchmarks.jar scenario");
    ChainedOptionsBuilder all = new OptionsBuilder().parent(options).exclude(SCENARIOS);
    // Own ones replace those of the parent.
    options.getExcludes().forEach(all::exclude);
    return all.build();
  }

  /**
   * The servers that the selected benchmarks need, those that only warm up included.
   *
   * @throws UsageException when the list names a class that is not there
   */
  static Set<Need> needs(Options options) throws UsageException {
    Set<Need> needs = EnumSet.noneOf(Need.class);
    for (Class<?> benchmark : classes(options)) {
      needs.addAll(needs(benchmark));
    }
    return needs;
  }

  /**
   * Those of the needs that some of the selected benchmarks do not have.
   *
   * @throws UsageException when the list names a class that is not there
   */
  static Set<Need> dispensable(Options options) throws UsageException {
    Set<Need> dispensable = EnumSet.noneOf(Need.class);
    for (Class<?> benchmark : classes(options)) {
      Set<Need> others = EnumSet.allOf(Need.class);
      others.removeAll(needs(benchmark));
      dispensable.addAll(others);
    }
    return dispensable;
  }

  private static List<Need> needs(Class<?> benchmark) {
    Requires requires = benchmark.getAnnotation(Requires.class);
    return requires == null ? List.of() : List.of(requires.value());
  }

  /**
   * The classes of the selected benchmarks, those that only warm up included.
   *
   * @throws UsageException when the list names a class that is not there
   */
  static Set<Class<?>> classes(Options options) throws UsageException {
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (BenchmarkListEntry benchmark : selected(options)) {
      classes.add(load(benchmark.getUserClassQName()));
    }
    return classes;
  }

  /**
   * Refuses to open more connections to the hub than a process may have: a thread has one, and some
   * benchmarks have a parameter that says how many there are.
   *
   * @throws UsageException when the operating system's limit is too low, or the list names a class
   *     that is not there
   */
  static void requireDescriptors(Options options) throws UsageException {
    long most = 0;
    for (BenchmarkListEntry benchmark : selected(options)) {
      if (needs(load(benchmark.getUserClassQName())).contains(Need.HUB)) {
        most = Math.max(most, connections(benchmark, options));
      }
    }
    try {
      Descriptors.require(most);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static long connections(BenchmarkListEntry benchmark, Options options) {
    long threads = options.getThreads().orElse(benchmark.getThreads().orElse(1));
    Map<String, String[]> defaults = benchmark.getParams().orElse(Map.of());
    return CONNECTIONS.stream()
        .filter(defaults::containsKey)
        .flatMap(
            name -> options.getParameter(name).orElse(Arrays.asList(defaults.get(name))).stream())
        // JMH says what is wrong with the others.
        .filter(value -> value.matches("[0-9]{1,10}"))
        .mapToLong(Long::parseLong)
        .reduce(threads, Math::max);
  }

  private static SortedSet<BenchmarkListEntry> selected(Options options) {
    SortedSet<BenchmarkListEntry> selected =
        new TreeSet<>(find(options.getIncludes(), options.getExcludes()));
    if (!options.getWarmupIncludes().isEmpty()) {
      selected.addAll(find(options.getWarmupIncludes(), List.of()));
    }
    return selected;
  }

  private static SortedSet<BenchmarkListEntry> find(List<String> includes, List<String> excludes) {
    OutputFormat silent =
        OutputFormatFactory.createFormatInstance(
            new java.io.PrintStream(java.io.OutputStream.nullOutputStream()), VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(silent, includes, excludes);
  }

  /** For somebody who asked for a scenario that there is not: those there are, in one line. */
  static Optional<String> scenariosIfMeant(Options options) {
    if (options.getIncludes().stream().noneMatch(regex -> regex.contains("scenario"))) {
      return Optional.empty();
    }
    return Optional.of(
        find(List.of(SCENARIOS), List.of()).stream()
            .map(BenchmarkListEntry::getUserClassQName)
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", ", "the scenarios are ", "")));
  }

  private static Class<?> load(String className) throws UsageException {
    try {
      return Class.forName(className, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UsageException(
          "the benchmark list names " + className + ", which is not there: build again");
    }
  }
}

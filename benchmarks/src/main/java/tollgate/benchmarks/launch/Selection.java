package tollgate.benchmarks.launch;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;

/** The benchmarks that JMH is going to run, found with JMH's own list and filters. */
final class Selection {
  private static final String SCENARIOS = "tollgate\\.benchmarks\\.scenario\\.";

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
      Requires requires = benchmark.getAnnotation(Requires.class);
      needs.addAll(requires == null ? List.of() : List.of(requires.value()));
    }
    return needs;
  }

  /**
   * The classes of the selected benchmarks, those that only warm up included.
   *
   * @throws UsageException when the list names a class that is not there
   */
  static Set<Class<?>> classes(Options options) throws UsageException {
    OutputFormat silent =
        OutputFormatFactory.createFormatInstance(
            new java.io.PrintStream(java.io.OutputStream.nullOutputStream()), VerboseMode.SILENT);
    BenchmarkList list = BenchmarkList.defaultList();
    SortedSet<BenchmarkListEntry> selected =
        new TreeSet<>(list.find(silent, options.getIncludes(), options.getExcludes()));
    if (!options.getWarmupIncludes().isEmpty()) {
      selected.addAll(list.find(silent, options.getWarmupIncludes(), List.of()));
    }
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (BenchmarkListEntry benchmark : selected) {
      classes.add(load(benchmark.getUserClassQName()));
    }
    return classes;
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

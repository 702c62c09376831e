package tollgate.benchmarks.launch;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.VerboseMode;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;

/** The benchmarks that JMH is going to run, found with JMH's own list and filters. */
final class Selection {
  private Selection() {}

  /**
   * The servers that the selected benchmarks need, those that only warm up included.
   *
   * @throws UsageException when the list names a class that is not there
   */
  static Set<Need> needs(Options options) throws UsageException {
    OutputFormat silent =
        OutputFormatFactory.createFormatInstance(
            new java.io.PrintStream(java.io.OutputStream.nullOutputStream()), VerboseMode.SILENT);
    BenchmarkList list = BenchmarkList.defaultList();
    SortedSet<BenchmarkListEntry> selected =
        new TreeSet<>(list.find(silent, options.getIncludes(), options.getExcludes()));
    if (!options.getWarmupIncludes().isEmpty()) {
      selected.addAll(list.find(silent, options.getWarmupIncludes(), List.of()));
    }
    Set<Need> needs = EnumSet.noneOf(Need.class);
    for (BenchmarkListEntry benchmark : selected) {
      needs.addAll(needs(benchmark.getUserClassQName()));
    }
    return needs;
  }

  private static List<Need> needs(String className) throws UsageException {
    try {
      Class<?> benchmark =
          Class.forName(className, false, Thread.currentThread().getContextClassLoader());
      Requires requires = benchmark.getAnnotation(Requires.class);
      return requires == null ? List.of() : List.of(requires.value());
    } catch (ClassNotFoundException e) {
      throw new UsageException(
          "the benchmark list names " + className + ", which is not there: build again");
    }
  }
}

package tollgate.benchmarks.launch;

import java.nio.file.Path;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import tollgate.benchmarks.measure.MetricsProfiler;

/** The profilers that every run has: percentiles and counters, and the link to the backends. */
final class DefaultProfilers {
  private DefaultProfilers() {}

  /** The user's options with our profilers, save one that the user asks for with own options. */
  static Options added(Options options, Path rendezvous) {
    ChainedOptionsBuilder builder =
        new OptionsBuilder().parent(options).addProfiler(ForkLink.class, rendezvous.toString());
    String metrics = MetricsProfiler.class.getCanonicalName();
    if (options.getProfilers().stream().noneMatch(asked -> asked.getKlass().equals(metrics))) {
      builder.addProfiler(MetricsProfiler.class);
    }
    return builder.build();
  }
}

package tollgate.benchmarks.launch;

import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.Profiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import tollgate.benchmarks.measure.MetricsProfiler;
import tollgate.probe.warmup.CompilationProfiler;

/**
 * The profilers that every run has: percentiles and counters, a warm-up that lets the JIT finish,
 * and the link to the backends.
 */
final class DefaultProfilers {
  private DefaultProfilers() {}

  /** The user's options with our profilers, save one that the user asks for with own options. */
  static Options added(Options options, Path rendezvous) {
    ChainedOptionsBuilder builder =
        new OptionsBuilder().parent(options).addProfiler(ForkLink.class, rendezvous.toString());
    for (Class<? extends Profiler> ours :
        List.of(MetricsProfiler.class, CompilationProfiler.class)) {
      String name = ours.getCanonicalName();
      if (options.getProfilers().stream().noneMatch(asked -> asked.getKlass().equals(name))) {
        builder.addProfiler(ours);
      }
    }
    return builder.build();
  }
}

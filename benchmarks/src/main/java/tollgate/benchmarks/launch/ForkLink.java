package tollgate.benchmarks.launch;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import tollgate.benchmarks.backend.Rendezvous;
import tollgate.probe.fork.ParentWatch;

/**
 * Tells a fork where the backends are, and lets it die with the invocation. It measures nothing.
 *
 * <p>A profiler, because JMH constructs the profilers in every fork before the benchmark's states
 * and hands them their options over its own connection: nothing appears on a command line, in the
 * recorded JVM arguments, or in place of arguments that the user or a benchmark gives.
 */
public final class ForkLink implements InternalProfiler {

  /**
   * Called by JMH, in the JVM that runs JMH to check the options and then in every fork.
   *
   * @param rendezvous path of the rendezvous file
   */
  public ForkLink(String rendezvous) {
    // The JVM that runs JMH has set the property itself; it must survive its own parent (nohup).
    if (!rendezvous.isEmpty() && System.getProperty(Rendezvous.PROPERTY) == null) {
      System.setProperty(Rendezvous.PROPERTY, rendezvous);
      ParentWatch.install();
    }
  }

  @Override
  public void beforeIteration(BenchmarkParams params, IterationParams iteration) {}

  @Override
  @SuppressWarnings("rawtypes") // The interface's own signature.
  public Collection<? extends Result> afterIteration(
      BenchmarkParams params, IterationParams iteration, IterationResult result) {
    return List.of();
  }

  @Override
  public String getDescription() {
    return "Connects forks with the backends of the invocation";
  }
}

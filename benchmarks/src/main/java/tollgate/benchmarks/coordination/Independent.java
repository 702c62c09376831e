package tollgate.benchmarks.coordination;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * How many steps do agents make that never meet: the control for all coordination benchmarks?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar coordination.Independent -t 50}</pre>
 *
 * <p>Each thread is an agent and each operation one step: wait, then compute. {@code latency.*} is
 * the step. Whatever is lost here from 1 to N agents is the machine's: CPUs, scheduler, timers;
 * with {@code runtime=GIL} also the lock's, under which agents compute one at a time.
 *
 * <p>It does not tell anything about coordination; the others are compared with it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Independent {
  /** How long an agent waits in each step, microseconds. */
  @Param("1000")
  public long thinkMicros;

  /** How much CPU time an agent uses in each step, microseconds. */
  @Param("20")
  public long computeMicros;

  /** What agents run on. */
  @Param("PLATFORM")
  public AgentRuntime runtime;

  private Step agentStep;

  /** Where agents take turns to run, all share one lock. */
  @Setup
  public void open() {
    agentStep = new Step(runtime, thinkMicros, computeMicros);
  }

  /** One agent. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
  }

  /** One step. */
  @Benchmark
  public long step(Agent agent, Control control) throws InterruptedException {
    agent.latency.within(control);
    long start = System.nanoTime();
    long used = thinkAndCompute();
    long nanos = System.nanoTime() - start;
    agent.latency.record(nanos);
    boolean whole = nanos >= thinkMicros * 1_000 && used >= computeMicros * 1_000;
    Check.that(
        "independent.step",
        whole,
        whole ? "" : "a step took " + nanos + " ns and " + used + " ns of CPU time");
    return used;
  }

  private long thinkAndCompute() throws InterruptedException {
    agentStep.enter();
    try {
      agentStep.think();
      return agentStep.compute(agentStep.computeNanos());
    } finally {
      agentStep.leave();
    }
  }
}

package tollgate.benchmarks.coordination;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Control;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.Work;
import tollgate.probe.lock.ObservedLocks;

/**
 * How much of the agents' work does a global interpreter lock take, and how much is lost without
 * it?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar Interpreter -t 50 -p thinkMicros=1000,13000}
 * </pre>
 *
 * <p>Each operation is a step: wait, then compute. With {@code runtime=GIL} an agent computes only
 * while it holds the one lock of CPython, which it gives up while it waits; with {@code FREE} the
 * same code runs without. {@code latency.*} is the step, {@code lock.wait.*} the time until the
 * lock was had at the start of the computation, {@code efficiency.percent} the steps made of those
 * that undisturbed agents would make. With r = think / compute the lock allows 100 (1 + r) / N
 * percent at most and c CPUs without it 100 c (1 + r) / N: compare the two before blaming the lock.
 * How much of the time it is held and waited for, as {@code gil_load} tells it of CPython's, comes
 * with {@code -prof tollgate.probe.lock.LockProfiler}.
 *
 * <p>It does not tell what the interpretation of Python costs: compute is CPU time, the same in
 * both runtimes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Interpreter {
  private static final String OBSERVED = "gil";
  private static final long SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

  /** Whether one lock lets one agent at a time compute. */
  public enum Runtime {
    /** No lock. */
    FREE,
    /** CPython's lock. */
    GIL
  }

  /** Whether one lock lets one agent at a time compute. */
  @Param({"FREE", "GIL"})
  public Runtime runtime;

  /** How long an agent waits in each step, microseconds. */
  @Param("13000")
  public long thinkMicros;

  /** How much CPU time an agent uses in each step, microseconds. */
  @Param("1000")
  public long computeMicros;

  private final InterpreterLock lock = new InterpreterLock();
  private final LongAdder trespasses = new LongAdder();
  private LastOut lastOut;
  private volatile @Nullable Thread computing;

  /**
   * Declares the efficiency, ideal time of a step over its mean time, and lets the lock be seen.
   */
  @Setup
  public void open(BenchmarkParams params) {
    lastOut = new LastOut(params);
    if (runtime == Runtime.GIL) {
      ObservedLocks.observe(OBSERVED, lock::isHeld, lock::waiting);
    }
    double idealNanos = 1_000.0 * (thinkMicros + computeMicros);
    Metrics.derived(
        "efficiency.percent",
        "%",
        sums -> 100 * idealNanos * sums.count("steps") / sums.sumNanos("latency"));
  }

  /** The next trial has a lock of its own, or none. */
  @TearDown
  public void close() {
    ObservedLocks.forget(OBSERVED);
  }

  /** One agent. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final LatencyRecorder lockWait = Metrics.latency("lock.wait");
    private final tollgate.benchmarks.measure.Counter steps = Metrics.counter("steps");

    /** Nobody may have computed while another held the lock. */
    @TearDown
    public void close(Interpreter benchmark) {
      if (benchmark.lastOut.isLast()) {
        Check.equal("gil.exclusive", 0, benchmark.trespasses.sum());
      }
    }
  }

  /** One step. */
  @Benchmark
  public long step(Agent agent, Control control) throws InterruptedException {
    agent.latency.within(control);
    long start = System.nanoTime();
    Work.pause(thinkMicros * 1_000);
    long used = runtime == Runtime.GIL ? computeLocked(agent, control) : computeFree();
    Check.that("interpreter.computed", used >= computeMicros * 1_000, used + " ns of CPU time");
    if (agent.latency.record(System.nanoTime() - start)) {
      agent.steps.increment();
    }
    return used;
  }

  private long computeFree() {
    long used = 0;
    while (used < computeMicros * 1_000) {
      used += Work.compute(SLICE_NANOS);
    }
    return used;
  }

  private long computeLocked(Agent agent, Control control) throws InterruptedException {
    agent.lockWait.within(control);
    long asked = System.nanoTime();
    lock.acquire();
    agent.lockWait.record(System.nanoTime() - asked);
    long used = 0;
    while (used < computeMicros * 1_000) {
      computing = Thread.currentThread();
      used += Work.compute(SLICE_NANOS);
      if (computing != Thread.currentThread()) {
        trespasses.increment();
      }
      lock.checkpoint();
    }
    lock.release();
    return used;
  }
}

package tollgate.benchmarks.coordination;

import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.infra.ThreadParams;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost agents to take turns on shared resources?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar coordination.Contention -t 50 -p resources=1,10}
 * </pre>
 *
 * <p>Each operation is a step, then a lease on a random one of {@code resources}, held for {@code
 * leaseMicros} of CPU time. {@code latency.*} is the time from asking for the lease to having it.
 * Leases are locks in memory, row locks with a durable record of the grant, or advisory locks; for
 * the latter two each agent has a connection of its own, which the server must grant.
 *
 * <p>Two holders at once, or a grant that was not recorded, fail the run. It does not tell what
 * leases that expire cost.
 */
@State(Scope.Benchmark)
@Requires(Need.POSTGRES)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Contention {
  /** What grants leases. */
  public enum Kind {
    /** Locks in this JVM. */
    MEMORY(MemoryLeases::new, false),
    /** Rows locked in the database. */
    ROW_LOCK(RowLeases::new, true),
    /** PostgreSQL's advisory locks. */
    ADVISORY(AdvisoryLeases::new, true);

    private final Factory factory;
    private final boolean remote;

    Kind(Factory factory, boolean remote) {
      this.factory = factory;
      this.remote = remote;
    }

    private interface Factory {
      Leases open(int resources) throws Exception;
    }
  }

  /** What grants leases. */
  @Param({"MEMORY", "ROW_LOCK", "ADVISORY"})
  public Kind leases;

  /** Resources to lease, 1 to 1000. */
  @Param("10")
  public int resources;

  /** CPU time used while holding a lease, microseconds. */
  @Param("20")
  public long leaseMicros;

  /** How long an agent waits in each step, microseconds. */
  @Param("1000")
  public long thinkMicros;

  /** How much CPU time an agent uses in each step, microseconds. */
  @Param("20")
  public long computeMicros;

  /** What agents run on; none waits for a lease with the interpreter in hand. */
  @Param("PLATFORM")
  public AgentRuntime runtime;

  private Step step;
  private Leases granter;
  private LastOut lastOut;
  private Resource[] shared;

  /** What a lease protects: accesses are ordered by the lease or not at all. */
  private static final class Resource {
    private volatile int holder = -1;
    private long uses;
  }

  /** Opens the leases. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    lastOut = new LastOut(params);
    step = new Step(runtime, thinkMicros, computeMicros);
    granter = leases.factory.open(resources);
    shared = new Resource[resources];
    for (int i = 0; i < resources; i++) {
      shared[i] = new Resource();
    }
  }

  /** One agent. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private Leases.Client client;
    private SplittableRandom random;
    private int index;
    private long leased;

    /** Connects where leases are the server's. */
    @Setup
    public void open(Contention benchmark, ThreadParams thread) throws Exception {
      index = thread.getThreadIndex();
      random = new SplittableRandom(index);
      client = benchmark.granter.open(index);
    }

    /** Uses seen by the resources must be the leases had by the agents. */
    @TearDown
    public void close(Contention benchmark) throws Exception {
      client.close();
      synchronized (benchmark) {
        benchmark.totalLeased += leased;
      }
      if (benchmark.lastOut.isLast()) {
        benchmark.verifyAndClose();
      }
    }
  }

  private long totalLeased;

  /** One step and one lease. */
  @Benchmark
  public long lease(Agent agent, Control control) throws Exception {
    agent.latency.within(control);
    step.enter();
    try {
      step.think();
      step.compute();
      int number = agent.random.nextInt(resources);
      long start = System.nanoTime();
      acquire(agent, number);
      agent.latency.record(System.nanoTime() - start);
      use(shared[number], agent);
      release(agent, number);
      return ++agent.leased;
    } finally {
      step.leave();
    }
  }

  private void acquire(Agent agent, int number) throws Exception {
    step.leave();
    try {
      agent.client.acquire(number);
    } finally {
      step.enter();
    }
  }

  private void release(Agent agent, int number) throws Exception {
    if (!leases.remote) {
      agent.client.release(number);
      return;
    }
    step.leave();
    try {
      agent.client.release(number);
    } finally {
      step.enter();
    }
  }

  private void use(Resource resource, Agent agent) throws InterruptedException {
    Check.equal("lease.exclusive", -1, resource.holder);
    resource.holder = agent.index;
    resource.uses++;
    step.compute(TimeUnit.MICROSECONDS.toNanos(leaseMicros));
    Check.equal("lease.undisturbed", agent.index, resource.holder);
    resource.holder = -1;
  }

  private void verifyAndClose() throws Exception {
    try (Leases closing = granter) {
      long uses = 0;
      for (Resource resource : shared) {
        uses += resource.uses;
      }
      Check.equal("lease.uses", totalLeased, uses);
      long recorded = closing.recordedGrants();
      if (recorded >= 0) {
        Check.equal("lease.grants", totalLeased, recorded);
      }
    }
  }
}

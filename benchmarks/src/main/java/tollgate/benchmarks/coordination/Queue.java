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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Control;
import org.openjdk.jmh.infra.ThreadParams;
import tollgate.benchmarks.backend.Need;
import tollgate.benchmarks.backend.Requires;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Counter;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;

/**
 * What does it cost agents to share work through a queue?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar coordination.Queue -t 50 -p queue=MEMORY,SKIP_LOCKED,NOTIFY,HUB}
 * </pre>
 *
 * <p>Each operation is a step, then: put a task, claim one that waits, mark it done. {@code
 * latency.*} is the time for these three; {@code queue.retries} counts claims that saw no task,
 * though one was there, because others were claiming at that moment. The queue lives in memory; in
 * a table whose tasks are claimed with {@code skip locked}, one durable transaction for each of the
 * three, over a connection per agent, which the server must grant; in the same table, every agent
 * being notified of every task and waiting for that when it found none (NOTIFY); or in the hub,
 * which hands each task to one agent over a session per agent, and only a claim is answered.
 *
 * <p>A task lost or done twice fails the run. It does not tell how long a task waits when producers
 * are faster than consumers: here every agent is both.
 */
@State(Scope.Benchmark)
@Requires({Need.POSTGRES, Need.HUB})
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Queue {
  /** What holds the tasks. */
  public enum Kind {
    /** A queue in this JVM. */
    MEMORY(MemoryQueue::new, false),
    /** A table in the database. */
    SKIP_LOCKED(SkipLockedQueue::new, true),
    /** The same table, with notifications. */
    NOTIFY(NotifyQueue::new, true),
    /** The hub, over WebSocket. */
    HUB(HubQueue::new, true);

    private final Factory factory;
    private final boolean remote;

    Kind(Factory factory, boolean remote) {
      this.factory = factory;
      this.remote = remote;
    }

    private interface Factory {
      TaskQueue open() throws Exception;
    }
  }

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** What holds the tasks. */
  @Param({"MEMORY", "SKIP_LOCKED", "NOTIFY", "HUB"})
  public Kind queue;

  /** Tasks that wait already when the first agent comes. */
  @Param("100")
  public int backlog;

  /** How long an agent waits in each step, microseconds. */
  @Param("1000")
  public long thinkMicros;

  /** How much CPU time an agent uses in each step, microseconds. */
  @Param("20")
  public long computeMicros;

  /** What agents run on; none waits for another process with the interpreter in hand. */
  @Param("PLATFORM")
  public AgentRuntime runtime;

  private Step step;
  private TaskQueue tasks;
  private LastOut lastOut;
  private LastOut lastOutOfIteration;
  private final Ledger total = new Ledger();

  /** Opens the queue and fills in the backlog. */
  @Setup
  public void open(BenchmarkParams params) throws Exception {
    lastOut = new LastOut(params);
    lastOutOfIteration = new LastOut(params);
    step = new Step(runtime, thinkMicros, computeMicros);
    tasks = queue.factory.open();
    try (TaskQueue.Client client = tasks.open(-1)) {
      for (long task = 1; task <= backlog; task++) {
        client.put(-task);
        total.put(-task);
      }
    }
  }

  /** One agent. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final Counter retries = Metrics.counter("queue.retries");
    private final Ledger ledger = new Ledger();
    private TaskQueue.Client client;
    private long nextTask;

    /** Connects where the queue is the server's. */
    @Setup
    public void open(Queue benchmark, ThreadParams thread) throws Exception {
      client = benchmark.open(thread.getThreadIndex());
      nextTask = (long) thread.getThreadIndex() << 40;
    }

    /** Removes what is done. */
    @TearDown(org.openjdk.jmh.annotations.Level.Iteration)
    public void tidy(Queue benchmark) throws Exception {
      if (benchmark.lastOutOfIteration.isLast()) {
        benchmark.tasks.tidy();
      }
    }

    /** What was put must be done or still there, each task once. */
    @TearDown
    public void close(Queue benchmark) throws Exception {
      client.close();
      benchmark.total.add(ledger);
      if (benchmark.lastOut.isLast()) {
        benchmark.verifyAndClose();
      }
    }
  }

  private TaskQueue.Client open(int agent) throws Exception {
    TaskQueue.Client client = tasks.open(agent);
    return runtime == AgentRuntime.GIL && queue.remote
        ? new RemoteQueueClient(client, step)
        : client;
  }

  /** One step and one task through the queue. */
  @Benchmark
  public long share(Agent agent, Control control) throws Exception {
    step.enter();
    try {
      step.think();
      step.compute();
      agent.latency.within(control);
      return exchange(agent);
    } finally {
      step.leave();
    }
  }

  private static long exchange(Agent agent) throws Exception {
    long task = ++agent.nextTask;
    long start = System.nanoTime();
    agent.client.put(task);
    agent.ledger.put(task);
    Long claimed = agent.client.claim();
    while (claimed == null) {
      agent.retries.increment();
      Check.that("queue.served", System.nanoTime() - start < TIMEOUT_NANOS, "no task within 10 s");
      claimed = agent.client.claim();
    }
    agent.client.complete(claimed);
    agent.latency.record(System.nanoTime() - start);
    agent.ledger.done(claimed);
    return claimed;
  }

  private void verifyAndClose() throws Exception {
    try (TaskQueue closing = tasks) {
      for (long task : closing.remaining()) {
        total.done(task);
      }
      total.verify("queue");
    }
  }
}

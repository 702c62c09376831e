package tollgate.benchmarks.coordination;

import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
import org.openjdk.jmh.infra.ThreadParams;
import tollgate.benchmarks.domain.Check;
import tollgate.benchmarks.measure.Counter;
import tollgate.benchmarks.measure.LastOut;
import tollgate.benchmarks.measure.LatencyRecorder;
import tollgate.benchmarks.measure.Metrics;
import tollgate.benchmarks.measure.Work;

/**
 * How long is work held up when the agent that has it dies?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar coordination.Recovery -t 50 -p deathPerMille=0,1,10}
 * </pre>
 *
 * <p>Each operation is a step with a task: claim, wait, compute, complete. With a probability of
 * {@code deathPerMille} the agent dies instead of completing and another takes its place. A
 * supervisor that has not heard of an agent for {@code silenceMillis} gives its task to the others.
 * {@code recovery.*} is the time from a death to the completion of the task by somebody else,
 * {@code latency.*} from claim to completion, {@code deaths} how many died, {@code fenced} how many
 * completions were refused because a living agent had been taken for dead.
 *
 * <p>A task lost or done twice fails the run. It does not tell what a supervisor in another process
 * adds to the detection: its messages, and how it is itself watched.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Recovery {
  private static final long DONE = -1;
  private static final long WAITING = 0;

  /** Chance that an agent dies in an operation, in thousandths. */
  @Param("10")
  public int deathPerMille;

  /** Silence after which an agent counts as dead, milliseconds. */
  @Param("20")
  public long silenceMillis;

  /** How long an agent waits in each step, microseconds. */
  @Param("1000")
  public long thinkMicros;

  /** How much CPU time an agent uses in each step, microseconds. */
  @Param("20")
  public long computeMicros;

  private final ConcurrentLinkedQueue<Task> waiting = new ConcurrentLinkedQueue<>();
  private final ConcurrentMap<Long, Life> lives = new ConcurrentHashMap<>();
  private final AtomicLong lifeCount = new AtomicLong();
  private final LongAdder made = new LongAdder();
  private final LongAdder completed = new LongAdder();
  private LastOut lastOut;
  private Thread supervisor;
  private volatile boolean supervising = true;

  /** A task; its owner is a life, or nobody, or it is done. */
  private static final class Task {
    private final AtomicLong owner = new AtomicLong(WAITING);
    private volatile long diedNanos;
  }

  /** One agent from its birth to its death. */
  private static final class Life {
    private final long id;
    private volatile long heardNanos = System.nanoTime();
    private volatile @Nullable Task task;

    Life(long id) {
      this.id = id;
    }
  }

  /** Starts the supervisor. */
  @Setup
  public void open(BenchmarkParams params) {
    lastOut = new LastOut(params);
    supervisor = new Thread(this::supervise, "supervisor");
    supervisor.setDaemon(true);
    supervisor.start();
  }

  private void supervise() {
    while (supervising) {
      Work.pause(TimeUnit.MILLISECONDS.toNanos(silenceMillis) / 4);
      long deadline = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(silenceMillis);
      for (Life life : lives.values()) {
        Task task = life.task;
        if (task != null
            && life.heardNanos < deadline
            && task.owner.compareAndSet(life.id, WAITING)) {
          lives.remove(life.id);
          waiting.add(task);
        }
      }
    }
  }

  private Life born() {
    Life life = new Life(lifeCount.incrementAndGet());
    lives.put(life.id, life);
    return life;
  }

  /** One agent and its successors. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final LatencyRecorder recovery = Metrics.latency("recovery");
    private final Counter deaths = Metrics.counter("deaths");
    private final Counter fenced = Metrics.counter("fenced");
    private SplittableRandom random;
    private Life life;

    /** Is born. */
    @Setup
    public void open(Recovery benchmark, ThreadParams thread) {
      random = new SplittableRandom(thread.getThreadIndex());
      life = benchmark.born();
    }

    /** Tasks made must be done once or wait, those of the dead included. */
    @TearDown
    public void close(Recovery benchmark) throws InterruptedException {
      if (benchmark.lastOut.isLast()) {
        benchmark.verify();
      }
    }
  }

  /** One task worked on. */
  @Benchmark
  public boolean work(Agent agent, Control control) {
    agent.latency.within(control);
    long start = System.nanoTime();
    Task task = claim(agent);
    Work.pause(thinkMicros * 1_000);
    Work.compute(computeMicros * 1_000);
    if (agent.random.nextInt(1_000) < deathPerMille) {
      task.diedNanos = LatencyRecorder.start(control);
      agent.deaths.increment();
      agent.life = born();
      return false;
    }
    boolean ours = task.owner.compareAndSet(agent.life.id, DONE);
    long now = System.nanoTime();
    agent.life.task = null;
    if (!ours) {
      agent.fenced.increment();
      agent.life = born();
      return false;
    }
    completed.increment();
    agent.latency.record(now - start);
    if (task.diedNanos != 0) {
      agent.recovery.recordBetween(task.diedNanos, now);
    }
    return true;
  }

  private Task claim(Agent agent) {
    Task task = waiting.poll();
    if (task == null) {
      task = new Task();
      made.increment();
    }
    agent.life.heardNanos = System.nanoTime();
    agent.life.task = task;
    Check.that(
        "recovery.claim",
        task.owner.compareAndSet(WAITING, agent.life.id),
        "a waiting task already has an owner");
    return task;
  }

  private void verify() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (made.sum() != completed.sum() + waiting.size() && System.nanoTime() < deadline) {
      Work.pause(1_000_000);
    }
    supervising = false;
    supervisor.join();
    Check.equal("recovery.nothingLost", made.sum(), completed.sum() + waiting.size());
  }
}

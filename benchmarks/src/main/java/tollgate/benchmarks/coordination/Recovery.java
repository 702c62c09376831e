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
import tollgate.benchmarks.coordination.Supervisor.Life;
import tollgate.benchmarks.coordination.Supervisor.Task;
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
 * <p>Each operation is a completed task: claim, wait, compute, complete. With a probability of
 * {@code deathPerMille} the agent dies instead of completing, and another takes its place and the
 * next task. An agent gives a sign of life at least four times in {@code silenceMillis} while it
 * waits, and every 100 µs of CPU time while it computes. A supervisor that has not heard of an
 * agent for {@code silenceMillis} gives its task to the others. {@code recovery.*} is the time from
 * each death that held a task up to the completion of that task by somebody else, {@code latency.*}
 * from claim to completion, {@code deaths} how many died, {@code fenced} how many completions were
 * refused because a living agent had been taken for dead: it had been kept from a CPU, or from the
 * interpreter, for so long.
 *
 * <p>A task lost or done twice fails the run, and so does a silence so short that more living
 * agents were taken for dead than tasks completed. It does not tell what a supervisor in another
 * process adds to the detection: its messages, and how it is itself watched.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Recovery {
  private static final long COMPUTED_BETWEEN_BEATS_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

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

  /** What agents run on; the supervisor needs no interpreter. */
  @Param("PLATFORM")
  public AgentRuntime runtime;

  private final Ledger total = new Ledger();
  private long totalFenced;
  private Step step;
  private Supervisor supervisor;
  private LastOut lastOut;

  /** Starts the supervisor. */
  @Setup
  public void open(BenchmarkParams params) {
    lastOut = new LastOut(params);
    step = new Step(runtime, thinkMicros, computeMicros);
    supervisor = new Supervisor(silenceMillis);
    supervisor.start();
  }

  /** One agent and its successors. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final LatencyRecorder recovery = Metrics.latency("recovery");
    private final Counter deaths = Metrics.counter("deaths");
    private final Counter fenced = Metrics.counter("fenced");
    private final Ledger ledger = new Ledger();
    private CountedCalls calls;
    private SplittableRandom random;
    private Life life;
    private long nextTask;
    private long fencedInAll;

    /** Is born. */
    @Setup
    public void open(Recovery benchmark, BenchmarkParams params, ThreadParams thread) {
      calls = new CountedCalls(params, benchmark.thinkMicros + benchmark.computeMicros);
      random = new SplittableRandom(thread.getThreadIndex());
      nextTask = (long) thread.getThreadIndex() << 40;
      life = benchmark.supervisor.born();
    }

    /** Tasks made must be done once or wait, those of the dead included. */
    @TearDown
    public void close(Recovery benchmark) throws InterruptedException {
      benchmark.total.add(ledger);
      synchronized (benchmark) {
        benchmark.totalFenced += fencedInAll;
      }
      if (benchmark.lastOut.isLast()) {
        benchmark.verify();
      }
    }
  }

  /** One task completed, by an agent or a successor. False when none was and none is counted. */
  @Benchmark
  public boolean work(Agent agent, Control control) throws InterruptedException {
    agent.latency.within(control);
    agent.calls.begin(control);
    step.enter();
    try {
      do {
        while (!workOnce(agent, control)) {
          if (agent.calls.givesUp(control)) {
            return false;
          }
        }
      } while (agent.calls.completed());
      return true;
    } finally {
      step.leave();
    }
  }

  private boolean workOnce(Agent agent, Control control) throws InterruptedException {
    long start = System.nanoTime();
    Task task = claim(agent);
    think(agent.life);
    compute(agent.life);
    if (agent.random.nextInt(1_000) < deathPerMille) {
      agent.life.die(task, LatencyRecorder.start(control));
      agent.deaths.increment();
      agent.life = supervisor.born();
      return false;
    }
    boolean ours = agent.life.complete(task);
    long now = System.nanoTime();
    if (!ours) {
      agent.fenced.increment();
      agent.fencedInAll++;
      agent.life = supervisor.born();
      return false;
    }
    agent.ledger.done(task.id());
    agent.latency.record(now - start);
    for (long died : task.deaths()) {
      agent.recovery.recordBetween(died, now);
    }
    return true;
  }

  private Task claim(Agent agent) {
    Task task = supervisor.next();
    if (task == null) {
      task = new Task(++agent.nextTask);
      agent.ledger.put(task.id());
    }
    Check.that("recovery.claim", agent.life.claim(task), "a waiting task already has an owner");
    return task;
  }

  private void think(Life life) throws InterruptedException {
    step.leave();
    long end = System.nanoTime() + step.thinkNanos();
    for (long left = step.thinkNanos(); left > 0; left = end - System.nanoTime()) {
      Work.pause(Math.min(left, supervisor.beatNanos()));
      life.beat();
    }
    step.enter();
  }

  private void compute(Life life) throws InterruptedException {
    long left = step.computeNanos();
    while (left > 0) {
      left -= step.compute(Math.min(left, COMPUTED_BETWEEN_BEATS_NANOS));
      life.beat();
    }
  }

  private void verify() throws InterruptedException {
    long completed = total.doneCount();
    for (Task task : supervisor.stop(total.open())) {
      total.done(task.id());
    }
    total.verify("recovery");
    boolean alive = totalFenced <= completed;
    Check.that(
        "recovery.alive",
        alive,
        alive
            ? ""
            : "%d living agents were taken for dead and %d tasks completed: a silence of %d ms is too short here"
                .formatted(totalFenced, completed, silenceMillis));
  }
}

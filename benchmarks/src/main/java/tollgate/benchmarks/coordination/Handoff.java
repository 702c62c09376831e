package tollgate.benchmarks.coordination;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

/**
 * What does it cost to pass a task along a chain of agents?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar Handoff -t 50 -p inFlight=0,1 -p thinkMicros=0,1000}
 * </pre>
 *
 * <p>The agents form a ring; each operation takes a task from one's own inbox, makes a step with
 * it, and puts it into the next agent's inbox. {@code latency.*} is the time a task lay in the
 * inbox, {@code messages.perStep} what was sent for each operation. With {@code inFlight=0} there
 * is a task for each agent, with 1 a single one goes round and all others wait: think and compute
 * at 0 then leave the bare hand-over. An operation that has begun when the time is up still waits
 * for its task; none ends without one.
 *
 * <p>Every task must have visited the agents in order, none skipped. It does not tell what a chain
 * across processes costs; Queue and the websocket benchmarks do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Handoff {
  private static final long LOOK_MILLIS = 20;

  /** Lies in an inbox for an agent that should look whether to wait on; it is no task. */
  private static final Task WAKE_UP = new Task(-1);

  /** What an inbox is. */
  public enum Inbox {
    /** Two locks, unbounded. */
    LINKED_BLOCKING(LinkedBlockingQueue::new),
    /** One lock, bounded. */
    ARRAY_BLOCKING(() -> new ArrayBlockingQueue<>(4_096)),
    /** No lock; takers spin before they park. */
    LINKED_TRANSFER(LinkedTransferQueue::new);

    private final Supplier<BlockingQueue<Task>> queue;

    Inbox(Supplier<BlockingQueue<Task>> queue) {
      this.queue = queue;
    }
  }

  /** What an inbox is. */
  @Param("LINKED_BLOCKING")
  public Inbox inbox;

  /** Tasks that go round; 0 stands for one per agent. */
  @Param("0")
  public int inFlight;

  /** How long an agent waits in each step, microseconds. */
  @Param("1000")
  public long thinkMicros;

  /** How much CPU time an agent uses in each step, microseconds. */
  @Param("20")
  public long computeMicros;

  /** What agents run on. */
  @Param("PLATFORM")
  public AgentRuntime runtime;

  private int tasks;
  private Step step;
  private BlockingQueue<Task>[] inboxes;
  private LastOut lastOut;
  private Waker<Task> waker;

  /** What is passed along. The inbox orders the accesses of successive holders. */
  static final class Task {
    private final int start;
    private long hops;
    private long sentNanos;

    Task(int start) {
      this.start = start;
    }
  }

  /** Spreads the tasks over the ring. */
  @Setup
  @SuppressWarnings("unchecked")
  public void open(BenchmarkParams params) {
    lastOut = new LastOut(params);
    int agents = params.getThreads();
    tasks = inFlight == 0 ? agents : inFlight;
    step = new Step(runtime, thinkMicros, computeMicros);
    inboxes = new BlockingQueue[agents];
    for (int i = 0; i < agents; i++) {
      inboxes[i] = inbox.queue.get();
    }
    requireRoom();
    for (int i = 0; i < tasks; i++) {
      Task task = new Task(i % agents);
      task.sentNanos = LatencyRecorder.UNMEASURED;
      inboxes[task.start].add(task);
    }
    waker = new Waker<>(List.of(inboxes), WAKE_UP);
    waker.start();
    Metrics.derived(
        "messages.perStep",
        Metrics.COUNT,
        sums -> (double) sums.count("messages") / sums.count("steps"));
  }

  /**
   * All tasks and the wake-up must have room in one inbox: who puts into a full one, of an agent
   * that has failed, would wait for ever.
   */
  private void requireRoom() {
    int room = inboxes[0].remainingCapacity();
    if (tasks >= room) {
      throw new IllegalArgumentException(
          "inFlight: " + tasks + " tasks, and an inbox of this kind takes fewer than " + room);
    }
  }

  /** One agent. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final Counter messages = Metrics.counter("messages");
    private final Counter steps = Metrics.counter("steps");
    private CountedCalls calls;
    private BlockingQueue<Task> own;
    private BlockingQueue<Task> next;
    private int index;
    private long passed;

    /** Takes a place in the ring. */
    @Setup
    public void open(Handoff benchmark, BenchmarkParams params, ThreadParams thread) {
      calls = new CountedCalls(params, benchmark.thinkMicros + benchmark.computeMicros);
      index = thread.getThreadIndex();
      own = benchmark.inboxes[index];
      next = benchmark.inboxes[(index + 1) % benchmark.inboxes.length];
    }

    /** No task may be missing, and their hops must be the hand-overs made. */
    @TearDown
    public void close(Handoff benchmark) throws InterruptedException {
      synchronized (benchmark) {
        benchmark.totalPassed += passed;
      }
      if (benchmark.lastOut.isLast()) {
        benchmark.waker.end();
        benchmark.verify();
      }
    }
  }

  private long totalPassed;

  /** One task taken, worked on, passed on. Null when none came and none is counted. */
  @Benchmark
  public @Nullable Object pass(Agent agent, Control control) throws InterruptedException {
    agent.calls.begin(control);
    step.enter();
    try {
      Task task = take(agent, control);
      while (task != null) {
        workOn(task, agent, control);
        if (!agent.calls.completed()) {
          return task;
        }
        task = take(agent, control);
      }
      return null;
    } finally {
      step.leave();
    }
  }

  private @Nullable Task take(Agent agent, Control control) throws InterruptedException {
    Task task = agent.own.poll();
    if (task != null && task != WAKE_UP) {
      return task;
    }
    step.leave();
    try {
      waker.expect(control);
      do {
        task = await(agent);
      } while (task == null && !agent.calls.givesUp(control));
      return task;
    } finally {
      step.enter();
    }
  }

  /**
   * Waits for a task, or until it is time to look whether to wait on; then null. While the others
   * go on no timer is set, which would be a good part of a bare hand-over: should a task be lost,
   * because its agent has failed, the waker ends the wait. Who only stays for the others has to see
   * soon that they have ended.
   */
  private static @Nullable Task await(Agent agent) throws InterruptedException {
    Task task =
        agent.calls.othersGoOn()
            ? agent.own.take()
            : agent.own.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return task == WAKE_UP ? null : task;
  }

  private void workOn(Task task, Agent agent, Control control) throws InterruptedException {
    agent.latency.recordSince(task.sentNanos);
    Check.equal("handoff.order", agent.index, (task.start + task.hops) % inboxes.length);
    step.think();
    step.compute();
    task.hops++;
    agent.passed++;
    agent.steps.increment();
    agent.messages.increment();
    task.sentNanos = LatencyRecorder.start(control);
    agent.next.put(task);
  }

  private void verify() {
    long found = 0;
    long hops = 0;
    for (BlockingQueue<Task> queue : inboxes) {
      for (Task task : queue) {
        if (task != WAKE_UP) {
          found++;
          hops += task.hops;
        }
      }
    }
    Check.equal("handoff.tasks", tasks, found);
    Check.equal("handoff.hops", totalPassed, hops);
  }
}

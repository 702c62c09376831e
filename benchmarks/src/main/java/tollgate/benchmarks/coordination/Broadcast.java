package tollgate.benchmarks.coordination;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
 * What does it cost when every agent tells every other what it did?
 *
 * <pre>{@code java -jar benchmarks/target/benchmarks.jar coordination.Broadcast -t 50}</pre>
 *
 * <p>Each operation is a step, then: read all that the others have sent, and put a message of one's
 * own into the inbox of each. {@code latency.*} is the time a message lay unread, up to when its
 * reader began to read. An operation sends N - 1 messages, {@code messages.perStep}, so that the
 * work grows with the square of the agents.
 *
 * <p>Each sender's messages must arrive all and in order. It does not tell what messages between
 * processes cost; websocket.Broadcast does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Broadcast {
  /** How long an agent waits in each step, microseconds. */
  @Param("1000")
  public long thinkMicros;

  /** How much CPU time an agent uses in each step, microseconds. */
  @Param("20")
  public long computeMicros;

  /** What agents run on. */
  @Param("PLATFORM")
  public AgentRuntime runtime;

  private Step step;
  private Agent[] agents;
  private LastOut lastOut;
  private final LongAdder sent = new LongAdder();
  private final LongAdder read = new LongAdder();

  private record Message(int sender, long sequence, long sentNanos) {}

  /** Makes room for the agents. */
  @Setup
  public void open(BenchmarkParams params) {
    lastOut = new LastOut(params);
    step = new Step(runtime, thinkMicros, computeMicros);
    agents = new Agent[params.getThreads()];
    Metrics.derived(
        "messages.perStep",
        Metrics.COUNT,
        sums -> (double) sums.count("messages") / sums.count("steps"));
  }

  /** One agent. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final Counter messages = Metrics.counter("messages");
    private final Counter steps = Metrics.counter("steps");
    private final ConcurrentLinkedQueue<Message> inbox = new ConcurrentLinkedQueue<>();
    private long[] lastSequence;
    private int index;
    private long sequence;

    /** Joins. */
    @Setup
    public void open(Broadcast benchmark, ThreadParams thread) {
      index = thread.getThreadIndex();
      lastSequence = new long[thread.getThreadCount()];
      synchronized (benchmark) {
        benchmark.agents[index] = this;
      }
    }

    /** What was sent must have been read, or lie unread. */
    @TearDown
    public void close(Broadcast benchmark) {
      if (benchmark.lastOut.isLast()) {
        benchmark.verify();
      }
    }

    private long readAll() {
      // One look at the clock for all: a look for each would be a good part of the work.
      long now = System.nanoTime();
      long count = 0;
      for (Message message = inbox.poll(); message != null; message = inbox.poll()) {
        latency.recordBetween(message.sentNanos, now);
        Check.equal("broadcast.order", lastSequence[message.sender] + 1, message.sequence);
        lastSequence[message.sender] = message.sequence;
        count++;
      }
      return count;
    }
  }

  /** One step told to everybody. */
  @Benchmark
  public long tell(Agent agent, Control control) throws InterruptedException {
    step.enter();
    try {
      step.think();
      step.compute();
      long count = agent.readAll();
      tellAll(agent, LatencyRecorder.start(control));
      read.add(count);
      return count;
    } finally {
      step.leave();
    }
  }

  private void tellAll(Agent agent, long sentNanos) {
    Message message = new Message(agent.index, ++agent.sequence, sentNanos);
    long told = 0;
    for (Agent other : agents) {
      if (other != agent) {
        other.inbox.add(message);
        told++;
      }
    }
    sent.add(told);
    agent.messages.add(told);
    agent.steps.increment();
  }

  private void verify() {
    long unread = 0;
    for (Agent agent : agents) {
      unread += agent.inbox.size();
    }
    Check.equal("broadcast.delivered", sent.sum(), read.sum() + unread);
  }
}

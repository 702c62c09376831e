package tollgate.benchmarks.coordination;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
 * What does it cost a group of agents to agree, round after round, and how does that grow?
 *
 * <pre>
 * {@code java -jar benchmarks/target/benchmarks.jar Consensus -t 50 -p topology=CENTRALIZED,DECENTRALIZED,HYBRID}
 * </pre>
 *
 * <p>In each round another agent leads: it makes a step and proposes a value, all vote, and a value
 * with the votes of a majority is decided. An operation is one agent's way from one decision to the
 * next. Votes go to the leader, who tells the decision (CENTRALIZED, 3 N messages a round); to
 * everybody (DECENTRALIZED, N + N²); or to the head of a group of about √N, who passes them on
 * (HYBRID). {@code latency.*} is the time from proposal to an agent's decision, {@code
 * messages.perRound} what it took. An operation that has begun when the time is up still waits for
 * its decision; none ends without one.
 *
 * <p>Every agent must decide what was proposed, in every round, each vote must be counted once, and
 * each message be read or lie unread at the end. Nobody fails and no message is lost: it does not
 * tell what leader election or disagreement costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Timeout(time = 1, timeUnit = TimeUnit.MINUTES)
public class Consensus {
  private static final long LOOK_MILLIS = 20;

  /** How votes travel. */
  @Param({"CENTRALIZED", "DECENTRALIZED", "HYBRID"})
  public Topology topology;

  /** How long the leader waits before it proposes, microseconds. */
  @Param("1000")
  public long thinkMicros;

  /** How much CPU time the leader uses before it proposes, microseconds. */
  @Param("20")
  public long computeMicros;

  private BlockingQueue<Ballot>[] inboxes;
  private LastOut lastOut;
  private long first = Long.MAX_VALUE;
  private long last;
  private final Tally total = new Tally();

  /** What was sent and what became of it. */
  private static final class Tally {
    private long sent;
    private long read;
    private long cast;
    private long counted;

    void add(Tally other) {
      sent += other.sent;
      read += other.read;
      cast += other.cast;
      counted += other.counted;
    }
  }

  /** Makes room for the agents. */
  @Setup
  @SuppressWarnings("unchecked")
  public void open(BenchmarkParams params) {
    lastOut = new LastOut(params);
    int agents = params.getThreads();
    inboxes = new BlockingQueue[agents];
    for (int i = 0; i < agents; i++) {
      inboxes[i] = new LinkedBlockingQueue<>();
    }
    Metrics.derived(
        "messages.perRound",
        Metrics.COUNT,
        sums -> (double) agents * sums.count("messages") / sums.count("decisions"));
  }

  /** One voter, and in its turn the leader. */
  @State(Scope.Thread)
  public static class Agent {
    private final LatencyRecorder latency = Metrics.latency("latency");
    private final Counter messages = Metrics.counter("messages");
    private final Counter decided = Metrics.counter("decisions");
    private final Map<Long, Integer> votes = new HashMap<>();
    private final Map<Long, Ballot> known = new HashMap<>();
    private final Tally tally = new Tally();
    private CountedCalls calls;
    private int index;
    private long round;
    private boolean proposed;

    /** Joins. */
    @Setup
    public void open(Consensus benchmark, BenchmarkParams params, ThreadParams thread) {
      calls = new CountedCalls(params, benchmark.thinkMicros + benchmark.computeMicros);
      index = thread.getThreadIndex();
    }

    /** Nobody may be further ahead than the rounds that lack only this agent's lead. */
    @TearDown
    public void close(Consensus benchmark) {
      synchronized (benchmark) {
        benchmark.first = Math.min(benchmark.first, round);
        benchmark.last = Math.max(benchmark.last, round);
        benchmark.total.add(tally);
        benchmark.total.counted += benchmark.gathered(this);
      }
      if (benchmark.lastOut.isLast()) {
        benchmark.verify();
      }
    }
  }

  /** Votes that an agent holds for others and has not passed on yet. */
  private long gathered(Agent agent) {
    return agent.votes.entrySet().stream()
        .filter(
            votes ->
                topology.collectsForOthers(agent.index, leader(votes.getKey()), inboxes.length))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void verify() {
    long unread = 0;
    long uncounted = 0;
    for (BlockingQueue<Ballot> inbox : inboxes) {
      unread += inbox.size();
      uncounted += inbox.stream().mapToLong(Ballot::weight).sum();
    }
    Check.equal("consensus.delivered", total.sent, total.read + unread);
    Check.equal("consensus.votes", total.cast, total.counted + uncounted);
    Check.that(
        "consensus.together",
        last - first <= inboxes.length,
        "decisions range from " + first + " to " + last);
  }

  private int leader(long round) {
    return (int) (round % inboxes.length);
  }

  /** One agent's next decision. Null when none came and none is counted. */
  @Benchmark
  public @Nullable Object decide(Agent agent, Control control) throws InterruptedException {
    agent.calls.begin(control);
    do {
      if (!decideOnce(agent, control)) {
        return null;
      }
    } while (agent.calls.completed());
    return control;
  }

  private boolean decideOnce(Agent agent, Control control) throws InterruptedException {
    long round = agent.round;
    if (round % inboxes.length == agent.index && !agent.proposed) {
      Work.pause(thinkMicros * 1_000);
      Work.compute(computeMicros * 1_000);
      agent.proposed = true;
      Ballot proposal = Ballot.proposal(round, value(round), LatencyRecorder.start(control));
      for (int to = 0; to < inboxes.length; to++) {
        send(agent, to, proposal);
      }
    }
    while (!settled(agent)) {
      Ballot ballot = inboxes[agent.index].poll();
      if (ballot == null) {
        ballot = inboxes[agent.index].poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
      if (ballot != null) {
        receive(agent, ballot);
      } else if (agent.calls.givesUp(control)) {
        return false;
      }
    }
    return true;
  }

  /** The value that a round's leader proposes. */
  private static long value(long round) {
    return round * 0x9e3779b97f4a7c15L;
  }

  private void receive(Agent agent, Ballot ballot) {
    agent.tally.read++;
    int leader = leader(ballot.round());
    switch (ballot.kind()) {
      case PROPOSAL ->
          topology.vote(
              agent.index,
              leader,
              inboxes.length,
              to -> {
                agent.tally.cast++;
                send(agent, to, ballot.vote(1));
              });
      case VOTE -> count(agent, ballot, leader);
      case DECISION -> agent.known.put(ballot.round(), ballot);
      default -> throw new IllegalStateException("unknown ballot " + ballot.kind());
    }
  }

  private void count(Agent agent, Ballot ballot, int leader) {
    int sum = agent.votes.merge(ballot.round(), ballot.weight(), Integer::sum);
    int before = sum - ballot.weight();
    if (topology.collectsForOthers(agent.index, leader, inboxes.length)) {
      if (sum == Topology.groupSize(agent.index, inboxes.length)) {
        agent.votes.remove(ballot.round());
        send(agent, leader, ballot.vote(sum));
      }
      return;
    }
    agent.tally.counted += ballot.weight();
    int majority = inboxes.length / 2 + 1;
    if (before < majority && sum >= majority) {
      Ballot decision = ballot.decision();
      if (topology == Topology.DECENTRALIZED) {
        agent.known.put(decision.round(), decision);
      } else {
        for (int to = 0; to < inboxes.length; to++) {
          send(agent, to, decision);
        }
      }
    }
    if (sum == inboxes.length) {
      agent.votes.remove(ballot.round());
    }
  }

  /**
   * Takes the next decision, if it is known. Decisions of different leaders may overtake each
   * other: a leader may be stopped between telling one agent and the next.
   */
  private boolean settled(Agent agent) {
    Ballot decision = agent.known.remove(agent.round);
    if (decision == null) {
      return false;
    }
    Check.equal("consensus.value", value(decision.round()), decision.value());
    agent.latency.recordSince(decision.proposedNanos());
    agent.decided.increment();
    agent.proposed = false;
    agent.round++;
    return true;
  }

  private void send(Agent agent, int to, Ballot ballot) {
    agent.messages.increment();
    agent.tally.sent++;
    deliver(to, ballot);
  }

  private void deliver(int to, Ballot ballot) {
    inboxes[to].add(ballot);
  }
}

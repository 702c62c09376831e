package tollgate.benchmarks.coordination;

import java.util.function.IntConsumer;

/** Who tells whom, among agents numbered from 0. */
public enum Topology {
  /** All tell the leader: O(N) messages. */
  CENTRALIZED {
    @Override
    void vote(int agent, int leader, int agents, IntConsumer send) {
      send.accept(leader);
    }
  },

  /** All tell all: O(N²) messages. */
  DECENTRALIZED {
    @Override
    void vote(int agent, int leader, int agents, IntConsumer send) {
      for (int to = 0; to < agents; to++) {
        send.accept(to);
      }
    }
  },

  /**
   * All tell the head of their group, the heads tell the leader: O(N) messages, fewer at one place.
   */
  HYBRID {
    @Override
    void vote(int agent, int leader, int agents, IntConsumer send) {
      // The leader's own group votes with it directly; it cannot be collector and counter at once.
      send.accept(head(agent, agents) == head(leader, agents) ? leader : head(agent, agents));
    }

    @Override
    boolean collectsForOthers(int agent, int leader, int agents) {
      return agent == head(agent, agents) && head(agent, agents) != head(leader, agents);
    }
  };

  /** Sends an agent's vote on its way. */
  abstract void vote(int agent, int leader, int agents, IntConsumer send);

  /** Whether an agent gathers its group's votes and passes them on, rather than counts them. */
  boolean collectsForOthers(int agent, int leader, int agents) {
    return false;
  }

  /** The first of an agent's group of about √N. */
  static int head(int agent, int agents) {
    int size = (int) Math.ceil(Math.sqrt(agents));
    return agent / size * size;
  }

  /** How many are in an agent's group; the last one may be smaller. */
  static int groupSize(int agent, int agents) {
    int size = (int) Math.ceil(Math.sqrt(agents));
    return Math.min(size, agents - head(agent, agents));
  }
}

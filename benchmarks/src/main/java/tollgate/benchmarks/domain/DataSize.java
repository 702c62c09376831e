package tollgate.benchmarks.domain;

/**
 * How many rows the seeded schema holds; everything follows from the number of agents.
 *
 * @param agents 100 to 1,000,000
 */
public record DataSize(int agents) {
  /** Seeds in well under two seconds. */
  public static final DataSize DEFAULT = new DataSize(1_000);

  /** Edges that leave each knowledge node. */
  public static final int EDGES_PER_NODE = 4;

  private static final int NODES_PER_AGENT = 5;
  private static final int MESSAGES_PER_AGENT = 5;
  private static final int AGENTS_PER_COALITION = 10;

  /** Resources that agents can hold a lease on. */
  public static final int LEASES = 1_000;

  /** Checks the range. */
  public DataSize {
    if (agents < 100 || agents > 1_000_000) {
      throw new IllegalArgumentException("agents must be 100 to 1000000, not " + agents);
    }
  }

  /**
   * Knowledge nodes, with identifiers from 1.
   *
   * @return rows
   */
  public int nodes() {
    return agents * NODES_PER_AGENT;
  }

  /**
   * Coalitions, with identifiers from 1.
   *
   * @return rows
   */
  public int coalitions() {
    return agents / AGENTS_PER_COALITION;
  }

  /**
   * Seeded messages, with identifiers from 1.
   *
   * @return rows
   */
  public int messages() {
    return agents * MESSAGES_PER_AGENT;
  }

  /**
   * Seeded tasks, all done: the history that a live queue's claims must skip.
   *
   * @return rows
   */
  public int tasks() {
    return agents;
  }
}

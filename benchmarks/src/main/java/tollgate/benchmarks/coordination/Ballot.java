package tollgate.benchmarks.coordination;

/**
 * What agents send each other to agree.
 *
 * @param kind what it says
 * @param round which decision it belongs to
 * @param value proposed, voted for or decided
 * @param weight votes it stands for
 * @param proposedNanos when the round began
 */
record Ballot(Kind kind, long round, long value, int weight, long proposedNanos) {
  enum Kind {
    PROPOSAL,
    VOTE,
    DECISION
  }

  static Ballot proposal(long round, long value, long nanos) {
    return new Ballot(Kind.PROPOSAL, round, value, 0, nanos);
  }

  Ballot vote(int votes) {
    return new Ballot(Kind.VOTE, round, value, votes, proposedNanos);
  }

  Ballot decision() {
    return new Ballot(Kind.DECISION, round, value, 0, proposedNanos);
  }
}

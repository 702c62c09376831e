package tollgate.harness.run;

/** What a JMH process of a run is for. */
enum Purpose {
  /** Its scores are the result. */
  SCORED,
  /** A flight recording; its scores carry the recorder's cost and never count. */
  RECORDED,
  /** The time ledger; its scores carry the instruments' cost and never count. */
  LEDGER
}

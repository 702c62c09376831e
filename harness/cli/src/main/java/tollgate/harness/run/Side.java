package tollgate.harness.run;

/** The two versions of an interleaved comparison. */
public enum Side {
  BASELINE,
  CANDIDATE;

  /** The other one. */
  Side other() {
    return this == BASELINE ? CANDIDATE : BASELINE;
  }
}

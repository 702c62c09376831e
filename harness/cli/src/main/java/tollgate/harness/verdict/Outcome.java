package tollgate.harness.verdict;

/** The conclusion over a whole comparison, and the exit code it means. */
public enum Outcome {
  PASS(0),
  REGRESSION(1),
  UNDECIDED(3);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Of two conclusions the graver: a regression, then what is undecided. */
  Outcome worse(Outcome other) {
    if (this == REGRESSION || other == REGRESSION) {
      return REGRESSION;
    }
    return this == UNDECIDED ? this : other;
  }

  public int exitCode() {
    return exitCode;
  }
}

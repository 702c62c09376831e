package tollgate.benchmarks.launch;

/** Exit codes of the benchmarks' command line. */
final class Exit {
  /** Everything asked for was done. */
  static final int OK = 0;

  /** JMH's own code for everything that goes wrong. */
  static final int JMH = 1;

  /** Bad use of what we add, or a backend that cannot start or died. */
  static final int USAGE = 2;

  private Exit() {}
}

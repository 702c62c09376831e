package tollgate.harness.calibration;

/** A way to tell which benchmarks of a suite changed. */
interface Rule {

  String name();

  /** What it says of each benchmark. */
  Alarms judge(SimulatedSuite suite);

  /**
   * The answer.
   *
   * @param changed whether it calls the benchmark changed, slower or faster
   * @param covered how many intervals hold the truth, 0 for rules without intervals
   * @param intervals how many intervals there are
   */
  record Alarms(boolean[] changed, int covered, int intervals) {}
}

package tollgate.harness.stats;

/** What every law demands of its points. */
final class SweepChecks {
  private SweepChecks() {}

  static void check(double[] threads, double[] throughputs, int minPoints) {
    if (threads.length != throughputs.length) {
      throw new IllegalArgumentException("thread counts and throughputs differ in length");
    }
    if (threads.length < minPoints) {
      throw new IllegalArgumentException("fewer than " + minPoints + " points");
    }
    for (int i = 0; i < threads.length; i++) {
      if (!(threads[i] >= 1) || !(throughputs[i] > 0) || Double.isInfinite(throughputs[i])) {
        throw new IllegalArgumentException(
            "not a point of a sweep: " + throughputs[i] + " at " + threads[i] + " threads");
      }
    }
  }
}

package tollgate.harness.stats;

import java.util.Objects;

/**
 * A saturated resource, X(N) = λ · min(N, C): perfect up to C threads, nothing more beyond.
 *
 * <p>What a global lock or a full processor does to agents that also wait: with r of waiting per 1
 * of work, C = 1 + r. A kink, which the Universal Scalability Law can only round off. Source: the
 * asymptotic bounds of a closed network, Denning and Buzen, Computing Surveys 10(3), 1978.
 *
 * @param lambda throughput of one thread
 * @param ceiling C, in threads' worth of throughput
 * @param rss sum of squared ln(measured / fitted)
 */
public record SaturationFit(double lambda, double ceiling, double rss) {

  /**
   * Fits λ and C in closed form for each place the kink may have.
   *
   * @param threads N of each point, ascending
   * @param throughputs X of each point, positive and finite
   * @throws IllegalArgumentException on fewer than three points or values outside those ranges
   */
  public static SaturationFit of(double[] threads, double[] throughputs) {
    SweepChecks.check(threads, throughputs, 3);
    int count = threads.length;
    SaturationFit best = null;
    for (int below = 1; below <= count; below++) {
      double perThread = 0;
      for (int i = 0; i < below; i++) {
        perThread += Math.log(throughputs[i] / threads[i]) / below;
      }
      double flat = 0;
      for (int i = below; i < count; i++) {
        flat += Math.log(throughputs[i]) / (count - below);
      }
      double lambda = Math.exp(perThread);
      double ceiling = below == count ? threads[count - 1] : Math.exp(flat) / lambda;
      double next = below == count ? threads[count - 1] : threads[below];
      ceiling = Math.min(Math.max(ceiling, threads[below - 1]), next);
      double rss = rss(threads, throughputs, lambda, ceiling);
      if (best == null || rss < best.rss()) {
        best = new SaturationFit(lambda, ceiling, rss);
      }
    }
    return Objects.requireNonNull(best);
  }

  /** The law's throughput at {@code n} threads. */
  public double throughputAt(double n) {
    return lambda * Math.min(n, ceiling);
  }

  private static double rss(double[] n, double[] x, double lambda, double ceiling) {
    double sum = 0;
    for (int i = 0; i < n.length; i++) {
      double r = Math.log(x[i] / (lambda * Math.min(n[i], ceiling)));
      sum += r * r;
    }
    return sum;
  }
}

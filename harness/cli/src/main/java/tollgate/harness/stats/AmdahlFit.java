package tollgate.harness.stats;

/**
 * Amdahl's law X(N) = λN / (1 + σ(N−1)), fitted with σ ≥ 0: the Universal Scalability Law without
 * coherency. Intervals with n − 2 degrees of freedom.
 */
public final class AmdahlFit {

  private final RatioFit fit;

  private AmdahlFit(RatioFit fit) {
    this.fit = fit;
  }

  /**
   * Fits with relative residuals.
   *
   * @param threads N of each point, at least 1
   * @param throughputs X of each point, positive and finite
   * @throws IllegalArgumentException on fewer than three points or values outside those ranges
   */
  public static AmdahlFit of(double[] threads, double[] throughputs) {
    SweepChecks.check(threads, throughputs, 3);
    return new AmdahlFit(new RatioFit(threads, throughputs, Residual.RELATIVE, n -> n - 1));
  }

  /** Throughput of one thread by the law. */
  public double lambda() {
    return fit.lambda();
  }

  /** Serial share of the work. */
  public double sigma() {
    return fit.theta(0);
  }

  /** Interval of σ, never below 0. */
  public Interval sigmaInterval(double confidence) {
    return fit.interval(0, confidence);
  }

  /** The law's throughput at {@code n} threads. */
  public double throughputAt(double n) {
    return fit.throughputAt(n);
  }

  /** Sum of squared residuals. */
  public double rss() {
    return fit.rss();
  }
}

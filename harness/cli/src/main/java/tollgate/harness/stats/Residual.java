package tollgate.harness.stats;

/** What a fit makes small: how far a measured throughput is from the law's. */
public enum Residual {
  /**
   * ln(measured / fitted): noise is a share of the throughput, as it is for benchmarks. The
   * default.
   */
  RELATIVE {
    @Override
    double of(double measured, double fitted) {
      return Math.log(measured / fitted);
    }

    @Override
    double slope(double fitted) {
      return 1 / fitted;
    }
  },

  /** measured − fitted: what the published fits of the Universal Scalability Law use. */
  ABSOLUTE {
    @Override
    double of(double measured, double fitted) {
      return measured - fitted;
    }

    @Override
    double slope(double fitted) {
      return 1;
    }
  };

  abstract double of(double measured, double fitted);

  /** Minus the derivative of the residual by the fitted throughput. */
  abstract double slope(double fitted);
}

package tollgate.harness.stats;

/**
 * Least squares for laws whose residence time is linear: by Little's law an operation stays {@code
 * R(N) = N / X(N)} thread-seconds, and R(N) = Σ c_j φ_j(N) with c ≥ 0 for Amdahl and the Universal
 * Scalability Law alike.
 *
 * <p>Gauss–Newton on the chosen residual of X. Each step is a linear problem with non-negative
 * coefficients in at most three columns, which is solved exactly by trying every set of active
 * columns: no start values to guess and no search that may stop early.
 */
final class ResidenceFit {

  private static final int MAX_STEPS = 60;
  private static final int MAX_HALVINGS = 20;
  private static final double CONVERGED = 1e-13;

  private final double[][] columns;
  private final double[] threads;
  private final double[] throughputs;
  private final Residual residual;

  /**
   * A problem to solve.
   *
   * @param columns φ_j at each point: columns × points; the first is positive everywhere
   * @param threads N of each point
   * @param throughputs X of each point, positive
   * @param residual what is squared
   */
  ResidenceFit(double[][] columns, double[] threads, double[] throughputs, Residual residual) {
    this.columns = columns;
    this.threads = threads;
    this.throughputs = throughputs;
    this.residual = residual;
  }

  /**
   * A solution.
   *
   * @param coefficients c_j, none negative
   * @param rss sum of the squared residuals
   */
  record Solution(double[] coefficients, double rss) {}

  /** The best coefficients. */
  Solution solve() {
    double[] measured = new double[threads.length];
    for (int i = 0; i < measured.length; i++) {
      measured[i] = threads[i] / throughputs[i];
    }
    double[] coefficients = step(measured);
    double rss = rss(coefficients);
    for (int round = 0; round < MAX_STEPS; round++) {
      double[] target = step(residence(coefficients));
      double[] next = target;
      double nextRss = rss(next);
      // A convex mixture of two feasible points is feasible, so halving never leaves the domain.
      for (int half = 0; half < MAX_HALVINGS && !(nextRss <= rss); half++) {
        next = middle(coefficients, next);
        nextRss = rss(next);
      }
      if (!(nextRss <= rss)) {
        break;
      }
      double gain = rss - nextRss;
      coefficients = next;
      rss = nextRss;
      if (gain <= CONVERGED * rss) {
        break;
      }
    }
    return new Solution(coefficients, rss);
  }

  private double rss(double[] coefficients) {
    double[] residence = residence(coefficients);
    double sum = 0;
    for (int i = 0; i < residence.length; i++) {
      double r = residual.of(throughputs[i], threads[i] / residence[i]);
      sum += r * r;
    }
    return sum;
  }

  private double[] residence(double[] coefficients) {
    double[] residence = new double[threads.length];
    for (int j = 0; j < coefficients.length; j++) {
      for (int i = 0; i < residence.length; i++) {
        residence[i] += coefficients[j] * columns[j][i];
      }
    }
    return residence;
  }

  /** Linearises the residual around R = {@code around} and solves. */
  private double[] step(double[] around) {
    double[] weights = new double[around.length];
    double[] targets = new double[around.length];
    for (int i = 0; i < around.length; i++) {
      double fitted = threads[i] / around[i];
      // d residual / dR, and the R that would make the linearised residual vanish.
      weights[i] = residual.slope(fitted) * fitted / around[i];
      targets[i] = around[i] - residual.of(throughputs[i], fitted) / weights[i];
    }
    return nonNegative(weights, targets);
  }

  private double[] nonNegative(double[] weights, double[] targets) {
    int count = columns.length;
    double[] best = new double[count];
    double bestRss = Double.POSITIVE_INFINITY;
    // Odd sets only: without the first column nothing would be left at one thread.
    for (int set = (1 << count) - 1; set > 0; set -= 2) {
      double[] candidate = leastSquares(set, weights, targets);
      double rss = linearRss(candidate, weights, targets);
      if (feasible(candidate) && rss < bestRss) {
        best = candidate;
        bestRss = rss;
        if (set == (1 << count) - 1) {
          break;
        }
      }
    }
    return best;
  }

  private static boolean feasible(double[] coefficients) {
    for (double coefficient : coefficients) {
      if (!(coefficient >= 0)) {
        return false;
      }
    }
    return coefficients[0] > 0;
  }

  private double linearRss(double[] coefficients, double[] weights, double[] targets) {
    double[] residence = residence(coefficients);
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      double r = weights[i] * (residence[i] - targets[i]);
      sum += r * r;
    }
    return sum;
  }

  /** Ordinary weighted least squares over the columns of {@code set}; the others stay 0. */
  private double[] leastSquares(int set, double[] weights, double[] targets) {
    double[][] design = new double[Integer.bitCount(set)][];
    int row = 0;
    for (int j = 0; j < columns.length; j++) {
      if ((set >> j & 1) == 1) {
        design[row++] = columns[j];
      }
    }
    double[] solved = LinearLeastSquares.solve(design, weights, targets);
    double[] all = new double[columns.length];
    row = 0;
    for (int j = 0; j < columns.length; j++) {
      if ((set >> j & 1) == 1) {
        all[j] = solved[row++];
      }
    }
    return all;
  }

  private static double[] middle(double[] a, double[] b) {
    double[] middle = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      middle[i] = (a[i] + b[i]) / 2;
    }
    return middle;
  }
}

package tollgate.harness.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * A law X(N) = λN / (1 + Σ θ_j φ_j(N)), θ ≥ 0, fitted to a sweep.
 *
 * <p>Intervals are profile likelihood intervals: the values of a parameter for which the best fit
 * with that parameter held is worse by no more than F(1, n − p) allows. They keep the bounds θ ≥ 0
 * and need no normal approximation at seven points. Prediction intervals treat the future
 * throughput as one more point in the same way. Source: Bates and Watts, Nonlinear Regression
 * Analysis, 1988, section 6.1.
 */
final class RatioFit {

  private static final int BISECTIONS = 60;

  private final double[] threads;
  private final double[] throughputs;
  private final DoubleUnaryOperator[] basis;
  private final Residual residual;
  private final ResidenceFit.Solution best;

  RatioFit(
      double[] threads, double[] throughputs, Residual residual, DoubleUnaryOperator... basis) {
    this.threads = threads.clone();
    this.throughputs = throughputs.clone();
    this.residual = residual;
    this.basis = basis;
    this.best = solve(columns(this.threads), this.threads, this.throughputs);
  }

  double lambda() {
    return 1 / best.coefficients()[0];
  }

  double theta(int index) {
    return best.coefficients()[index + 1] / best.coefficients()[0];
  }

  double rss() {
    return best.rss();
  }

  int degreesOfFreedom() {
    return threads.length - basis.length - 1;
  }

  double throughputAt(double n) {
    double divisor = 1;
    for (int j = 0; j < basis.length; j++) {
      divisor += theta(j) * basis[j].applyAsDouble(n);
    }
    return lambda() * n / divisor;
  }

  double[] residuals() {
    double[] residuals = new double[threads.length];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = residual.of(throughputs[i], throughputAt(threads[i]));
    }
    return residuals;
  }

  /** The profile likelihood interval of θ_index. */
  Interval interval(int index, double confidence) {
    double estimate = theta(index);
    double allowed = allowedRss(confidence);
    DoubleUnaryOperator excess = value -> profile(index, value) - allowed;
    double low = excess.applyAsDouble(0) <= 0 ? 0 : crossing(excess, estimate, 0);
    double outside = Math.max(2 * estimate, 1e-6);
    while (excess.applyAsDouble(outside) <= 0) {
      outside *= 2;
      if (outside > 1e9) {
        return new Interval(low, Double.POSITIVE_INFINITY);
      }
    }
    return new Interval(low, crossing(excess, estimate, outside));
  }

  /** Where a further single measurement at {@code n} threads falls. */
  Interval prediction(double n, double confidence) {
    double centre = throughputAt(n);
    double allowed = allowedRss(confidence);
    double[] moreThreads = append(threads, n);
    double[][] columns = columns(moreThreads);
    DoubleUnaryOperator excess =
        shift ->
            solve(columns, moreThreads, append(throughputs, centre * Math.exp(shift))).rss()
                - allowed;
    return new Interval(
        centre * Math.exp(crossing(excess, 0, outside(excess, -1))),
        centre * Math.exp(crossing(excess, 0, outside(excess, 1))));
  }

  /** Solves with other columns over the same points, for parameters that are functions of θ. */
  double rssOf(double[][] columns) {
    return solve(columns, threads, throughputs).rss();
  }

  /** The sum of squares that a parameter inside the interval of {@code confidence} may reach. */
  double allowedRss(double confidence) {
    int degrees = degreesOfFreedom();
    if (degrees < 1) {
      throw new IllegalStateException("no degree of freedom left for an interval");
    }
    double critical = FDistribution.of(1, degrees).inverseCumulativeProbability(confidence);
    return best.rss() * (1 + critical / degrees) + Double.MIN_NORMAL;
  }

  /** The point between {@code inside} (excess ≤ 0) and {@code outside} (> 0) where it turns. */
  static double crossing(DoubleUnaryOperator excess, double inside, double outside) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (in + out) / 2;
      if (excess.applyAsDouble(middle) <= 0) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private static double outside(DoubleUnaryOperator excess, double sign) {
    double shift = sign * 1e-3;
    while (excess.applyAsDouble(shift) <= 0 && Math.abs(shift) < 30) {
      shift *= 2;
    }
    return shift;
  }

  private double profile(int index, double value) {
    double[][] all = columns(threads);
    double[][] columns = new double[all.length - 1][];
    columns[0] = new double[threads.length];
    for (int i = 0; i < threads.length; i++) {
      columns[0][i] = 1 + value * all[index + 1][i];
    }
    int next = 1;
    for (int j = 0; j < basis.length; j++) {
      if (j != index) {
        columns[next++] = all[j + 1];
      }
    }
    return rssOf(columns);
  }

  private double[][] columns(double[] at) {
    double[][] columns = new double[basis.length + 1][at.length];
    for (int i = 0; i < at.length; i++) {
      columns[0][i] = 1;
      for (int j = 0; j < basis.length; j++) {
        columns[j + 1][i] = basis[j].applyAsDouble(at[i]);
      }
    }
    return columns;
  }

  private ResidenceFit.Solution solve(double[][] columns, double[] n, double[] x) {
    return new ResidenceFit(columns, n, x, residual).solve();
  }

  private static double[] append(double[] values, double last) {
    double[] more = Arrays.copyOf(values, values.length + 1);
    more[values.length] = last;
    return more;
  }
}

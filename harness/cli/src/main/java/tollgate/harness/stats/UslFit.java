package tollgate.harness.stats;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The Universal Scalability Law X(N) = λN / (1 + σ(N−1) + κN(N−1)), fitted with σ, κ ≥ 0.
 *
 * <p>σ is the share of the work that threads do one at a time (contention), κ the cost of keeping
 * each pair of threads consistent (coherency). Source: Gunther, Guerrilla Capacity Planning, 2007,
 * chapter 4. A common package takes its intervals with n − 1 degrees of freedom, although three
 * parameters are fitted; they cover 85–91 % instead of 95.
 */
public final class UslFit {

  /** Fewest points that leave a degree of freedom to estimate the noise. */
  public static final int MIN_POINTS = 4;

  private static final DoubleUnaryOperator CONTENTION = n -> n - 1;
  private static final DoubleUnaryOperator COHERENCY = n -> n * (n - 1);

  private final double[] threads;
  private final RatioFit fit;

  private UslFit(double[] threads, RatioFit fit) {
    this.threads = threads;
    this.fit = fit;
  }

  /**
   * Fits with relative residuals.
   *
   * @param threads N of each point, at least 1
   * @param throughputs X of each point, positive and finite
   * @throws IllegalArgumentException on fewer than {@link #MIN_POINTS} points or values outside
   *     those ranges
   */
  public static UslFit of(double[] threads, double[] throughputs) {
    return of(threads, throughputs, Residual.RELATIVE);
  }

  /** The same with a choice of residual. */
  public static UslFit of(double[] threads, double[] throughputs, Residual residual) {
    SweepChecks.check(threads, throughputs, MIN_POINTS);
    return new UslFit(
        threads.clone(), new RatioFit(threads, throughputs, residual, CONTENTION, COHERENCY));
  }

  /** Throughput of one thread by the law, in the unit of the measured ones. */
  public double lambda() {
    return fit.lambda();
  }

  /** Contention, dimensionless. */
  public double sigma() {
    return fit.theta(0);
  }

  /** Coherency, dimensionless. */
  public double kappa() {
    return fit.theta(1);
  }

  /** Interval of σ, never below 0. */
  public Interval sigmaInterval(double confidence) {
    return fit.interval(0, confidence);
  }

  /** Interval of κ, never below 0. */
  public Interval kappaInterval(double confidence) {
    return fit.interval(1, confidence);
  }

  /** The law's throughput at {@code n} threads. */
  public double throughputAt(double n) {
    return fit.throughputAt(n);
  }

  /** Where one further measurement at {@code n} threads falls, if the law holds up to there. */
  public Interval predictionInterval(double n, double confidence) {
    return fit.prediction(n, confidence);
  }

  /** Residuals in the order of the points: ln(measured / fitted) unless chosen otherwise. */
  public double[] residuals() {
    return fit.residuals();
  }

  /** Sum of squared residuals. */
  public double rss() {
    return fit.rss();
  }

  /** Standard deviation of the residuals with n − 3 degrees of freedom. */
  public double residualSd() {
    return Math.sqrt(fit.rss() / fit.degreesOfFreedom());
  }

  /** Number of threads beyond which throughput falls, √((1−σ)/κ); empty when κ = 0 or σ ≥ 1. */
  public OptionalDouble peak() {
    double sigma = sigma();
    double kappa = kappa();
    return kappa > 0 && sigma < 1
        ? OptionalDouble.of(Math.sqrt((1 - sigma) / kappa))
        : OptionalDouble.empty();
  }

  /** Interval of the peak; empty when there is none or κ's interval includes 0. */
  public Optional<Interval> peakInterval(double confidence) {
    OptionalDouble peak = peak();
    if (peak.isEmpty() || kappaInterval(confidence).low() <= 0) {
      return Optional.empty();
    }
    double allowed = fit.allowedRss(confidence);
    DoubleUnaryOperator excess = log -> fit.rssOf(peakColumns(Math.exp(log))) - allowed;
    double centre = Math.log(peak.getAsDouble());
    double low = reach(excess, centre, -1);
    double high = reach(excess, centre, 1);
    return Optional.of(new Interval(Math.exp(low), Math.exp(high)));
  }

  private static double reach(DoubleUnaryOperator excess, double centre, double sign) {
    double step = 0.01;
    while (excess.applyAsDouble(centre + sign * step) <= 0) {
      step *= 2;
      if (step > 10) {
        return sign * Double.POSITIVE_INFINITY;
      }
    }
    return RatioFit.crossing(excess, centre, centre + sign * step);
  }

  /** R(N) with κ = (1−σ)/P² put in: a·[1 + N(N−1)/P²] + aσ·[(N−1) − N(N−1)/P²]. */
  private double[][] peakColumns(double peak) {
    double[][] columns = new double[2][threads.length];
    for (int i = 0; i < threads.length; i++) {
      double pairs = COHERENCY.applyAsDouble(threads[i]) / (peak * peak);
      columns[0][i] = 1 + pairs;
      columns[1][i] = CONTENTION.applyAsDouble(threads[i]) - pairs;
    }
    return columns;
  }
}

package tollgate.harness.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A difference whose error is normal with a standard deviation that is itself uncertain: one of
 * several, each with a probability.
 */
public final class ScaleMixture implements Estimate {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double NEGLIGIBLE = 1e-13;
  private static final double TOLERANCE = 1e-7;
  private static final double ONE_SIGMA_TAIL = 0.15865525393145707;

  private final double difference;
  private final double[] scales;
  private final double[] weights;
  private double oneSigma = Double.NaN;

  /**
   * @param difference candidate minus baseline
   * @param scales standard deviations of its error, each above 0
   * @param weights probability of each, summing to 1
   */
  public ScaleMixture(double difference, double[] scales, double[] weights) {
    this.difference = difference;
    int kept = 0;
    double[] keptScales = new double[scales.length];
    double[] keptWeights = new double[scales.length];
    for (int k = 0; k < scales.length; k++) {
      if (weights[k] > NEGLIGIBLE) {
        keptScales[kept] = scales[k];
        keptWeights[kept++] = weights[k];
      }
    }
    this.scales = java.util.Arrays.copyOf(keptScales, kept);
    this.weights = java.util.Arrays.copyOf(keptWeights, kept);
  }

  /** The same error around another difference, widened by an independent normal error. */
  public ScaleMixture movedTo(double other, double addedVariance) {
    double[] wider = scales.clone();
    for (int k = 0; k < wider.length; k++) {
      wider[k] = Math.sqrt(wider[k] * wider[k] + addedVariance);
    }
    return new ScaleMixture(other, wider, weights);
  }

  @Override
  public double difference() {
    return difference;
  }

  /** Half the width of the central 68 % interval: a mean square would be ruled by the far tail. */
  @Override
  public double standardError() {
    // Asked for several times; computing it twice in a race gives the same number.
    if (Double.isNaN(oneSigma)) {
      oneSigma = quantile(ONE_SIGMA_TAIL);
    }
    return oneSigma;
  }

  @Override
  public double p() {
    return probabilityBeyond(Math.abs(difference));
  }

  /** Probability that an error is at least {@code distance} in size, either sign. */
  public double probabilityBeyond(double distance) {
    return Math.min(1, 2 * tail(distance));
  }

  private double tail(double x) {
    double sum = 0;
    for (int k = 0; k < scales.length; k++) {
      double z = x / scales[k];
      if (z < 38) {
        sum += weights[k] * NORMAL.survivalProbability(z);
      }
    }
    return sum;
  }

  private double slope(double x) {
    double sum = 0;
    for (int k = 0; k < scales.length; k++) {
      double z = x / scales[k];
      sum += weights[k] / scales[k] * Math.exp(-z * z / 2);
    }
    return sum / Math.sqrt(2 * Math.PI);
  }

  @Override
  public Interval interval(double confidence) {
    double half = quantile((1 - confidence) / 2);
    return new Interval(difference - half, difference + half);
  }

  /** The sum of two quantiles: exact for one known standard deviation, else slightly too large. */
  @Override
  public double detectable(double alpha, double power) {
    return quantile(alpha / 2) + quantile(1 - power);
  }

  /** The error exceeded with probability {@code upperTail}, below one half. */
  private double quantile(double upperTail) {
    double z = NORMAL.inverseSurvivalProbability(upperTail);
    double low = z * scales[0];
    double high = z * scales[scales.length - 1];
    double x = z * scales[heaviest()];
    for (int step = 0; step < 60 && high - low > 1e-9 * high; step++) {
      double tail = tail(x);
      double excess = Math.log(tail / upperTail);
      if (Math.abs(excess) < TOLERANCE) {
        return x;
      }
      if (excess > 0) {
        low = x;
      } else {
        high = x;
      }
      // Newton's step on the logarithm, which is nearly a parabola far out.
      double next = x + excess * tail / slope(x);
      x = next > low && next < high ? next : (low + high) / 2;
    }
    return x;
  }

  private int heaviest() {
    int best = 0;
    for (int k = 1; k < weights.length; k++) {
      best = weights[k] > weights[best] ? k : best;
    }
    return best;
  }
}

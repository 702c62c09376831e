package tollgate.harness.stats;

import java.util.Arrays;

/**
 * How noisy the replicates of a suite's benchmarks are: a distribution of standard deviations,
 * learned from all of them, that helps where one benchmark has few replicates.
 *
 * <p>Nonparametric maximum likelihood over a grid of standard deviations by the EM algorithm
 * (Kiefer and Wolfowitz, 1956; used for variances by Ignatiadis and Sen, "Empirical partially Bayes
 * multiple testing and compound χ² decisions", 2023), with {@value #BASE_WEIGHT} invented
 * benchmarks spread evenly over the logarithm of the standard deviation. That even prior alone
 * gives Student's t, so a suite of one is judged by the t test, and the larger a suite the more it
 * speaks for itself.
 */
public final class NoisePrior {

  /** How many benchmarks the even prior counts for. */
  private static final double BASE_WEIGHT = 20;

  private static final int MOST_STEPS = 50;
  private static final double LEAST_SCALE = 1e-5;
  private static final double USUAL_LEAST_SCALE = 3e-4;
  private static final double USUAL_LARGEST_SCALE = 1;

  /** Log standard deviation of forks over 586 real benchmarks: shares below each value. */
  private static final double[] SEEN_SCALES = {0.005, 0.024, 0.051, 0.092, 0.13};

  private static final double[] SEEN_SHARES = {0, 0.5, 0.75, 0.9, 1};
  private static final double ASSUMED_FACTOR = 2;

  private final double[] scales;
  private final double[] weights;

  private NoisePrior(double[] scales, double[] weights) {
    this.scales = scales;
    this.weights = weights;
  }

  /**
   * Learns from the sample variances of many benchmarks.
   *
   * @param variances sample variance of each benchmark's replicates
   * @param df its degrees of freedom, 0 for benchmarks that tell nothing
   */
  public static NoisePrior fit(double[] variances, double[] df) {
    double[] scales = grid(variances, df);
    double[] weights = new double[scales.length];
    Arrays.fill(weights, 1.0 / scales.length);
    NoisePrior prior = new NoisePrior(scales, weights);
    double[][] likelihoods = new double[variances.length][];
    int informative = 0;
    for (int i = 0; i < variances.length; i++) {
      if (df[i] > 0) {
        likelihoods[informative++] = prior.likelihood(variances[i], df[i]);
      }
    }
    for (int step = 0; step < MOST_STEPS && informative > 0; step++) {
      prior.improve(likelihoods, informative);
    }
    if (informative == 0) {
      prior.assume();
    }
    return prior;
  }

  private static double[] grid(double[] variances, double[] df) {
    double least = USUAL_LEAST_SCALE;
    double largest = USUAL_LARGEST_SCALE;
    double mostDf = 1;
    for (int i = 0; i < variances.length; i++) {
      if (df[i] > 0) {
        double scale = Math.sqrt(variances[i]);
        least = Math.min(least, Math.max(LEAST_SCALE, scale / 2));
        largest = Math.max(largest, 2 * scale);
        mostDf = Math.max(mostDf, df[i]);
      }
    }
    // A sample's log standard deviation scatters by 1/√(2 df): the grid must resolve that.
    double step = Math.max(0.03, Math.min(0.25, 0.6 / Math.sqrt(2 * mostDf)));
    int points = 1 + (int) Math.ceil(Math.log(largest / least) / step);
    double[] scales = new double[points];
    for (int k = 0; k < points; k++) {
      scales[k] = least * Math.exp(k * step);
    }
    return scales;
  }

  /** Twice what forks of real benchmarks were seen to scatter, where nothing else is known. */
  private void assume() {
    Arrays.fill(weights, 0);
    int last = SEEN_SHARES.length - 1;
    for (int k = 0; k < scales.length; k++) {
      for (int j = 0; j < last; j++) {
        if (scales[k] >= ASSUMED_FACTOR * SEEN_SCALES[j]
            && scales[k] < ASSUMED_FACTOR * SEEN_SCALES[j + 1]) {
          weights[k] =
              (SEEN_SHARES[j + 1] - SEEN_SHARES[j]) / Math.log(SEEN_SCALES[j + 1] / SEEN_SCALES[j]);
        }
      }
    }
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, k -> weights[k] / sum);
  }

  /** χ² likelihood of a sample variance at each standard deviation, its largest value 1. */
  private double[] likelihood(double variance, double df) {
    double[] result = new double[scales.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < scales.length; k++) {
      double scale = scales[k];
      result[k] = -df * (Math.log(scale) + variance / (2 * scale * scale));
      most = Math.max(most, result[k]);
    }
    for (int k = 0; k < scales.length; k++) {
      result[k] = Math.exp(result[k] - most);
    }
    return result;
  }

  private void improve(double[][] likelihoods, int informative) {
    double[] next = new double[scales.length];
    Arrays.fill(next, BASE_WEIGHT / scales.length);
    for (int i = 0; i < informative; i++) {
      double[] likelihood = likelihoods[i];
      double sum = 0;
      for (int k = 0; k < next.length; k++) {
        sum += likelihood[k] * weights[k];
      }
      for (int k = 0; k < next.length; k++) {
        next[k] += likelihood[k] * weights[k] / sum;
      }
    }
    for (int k = 0; k < next.length; k++) {
      weights[k] = next[k] / (informative + BASE_WEIGHT);
    }
  }

  /**
   * What a benchmark's own sample variance adds to the prior.
   *
   * @return probability of each of {@link #scales()}
   */
  public double[] posterior(double variance, double df) {
    if (df <= 0) {
      return weights.clone();
    }
    double[] result = likelihood(variance, df);
    double sum = 0;
    for (int k = 0; k < result.length; k++) {
      result[k] *= weights[k];
      sum += result[k];
    }
    for (int k = 0; k < result.length; k++) {
      result[k] /= sum;
    }
    return result;
  }

  /** The standard deviations of the grid, ascending; a copy. */
  public double[] scales() {
    return scales.clone();
  }

  /** Probability of each standard deviation before a benchmark's own data; a copy. */
  public double[] weights() {
    return weights.clone();
  }
}

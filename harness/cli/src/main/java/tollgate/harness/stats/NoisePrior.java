package tollgate.harness.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 *
 * <p>Where replicates are sessions there are two or three of them, and Student's t on one degree of
 * freedom believes nothing: eight times slower is as possible as noise. But sessions differ by what
 * the machine does, much the same for all benchmarks. So for sessions the invented benchmarks are
 * spread as a scaled inverse χ² (as limma does: G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004)
 * around a level that the suite itself tells by its marginal likelihood, beginning at 5 % within a
 * factor of two, what {@link SuiteShift} assumes of the whole suite. Its degrees of freedom are
 * {@value #SESSION_DF}, or {@value #SESSION_DF_ALIKE} where many benchmarks show that they are
 * alike. A part of {@value #SESSION_OUTLIERS} stays even, for the benchmark that is unlike all
 * others.
 */
public final class NoisePrior {

  /** How many benchmarks the even prior counts for. */
  private static final double BASE_WEIGHT = 20;

  private static final int MOST_STEPS = 50;
  private static final double LEAST_SCALE = 1e-5;
  private static final double USUAL_LEAST_SCALE = 3e-4;
  private static final double USUAL_LARGEST_SCALE = 1;

  /** Log standard deviation between sessions of a benchmark, until the baseline tells. */
  static final double SESSION_DEVIATION = 0.05;

  /** Log standard deviation of that assumption: give or take a factor of two. */
  private static final double SESSION_DOUBT = Math.log(2);

  /** For how many sessions the suite's level counts. */
  static final double SESSION_DF = 6;

  /** The same where a large suite shows that its benchmarks are alike, and how likely that is. */
  private static final double SESSION_DF_ALIKE = 30;

  private static final double SESSION_ALIKE = 0.2;

  private static final double SESSION_OUTLIERS = 0.02;

  /** Log standard deviation of forks over 586 real benchmarks: shares below each value. */
  private static final double[] SEEN_SCALES = {0.005, 0.024, 0.051, 0.092, 0.13};

  private static final double[] SEEN_SHARES = {0, 0.5, 0.75, 0.9, 1};
  private static final double ASSUMED_FACTOR = 2;

  private final double[] scales;
  private final double[] base;
  private final double[] weights;

  private NoisePrior(double[] scales, double[] base, double[] weights) {
    this.scales = scales;
    this.base = base;
    this.weights = weights;
  }

  /**
   * Learns from the sample variances of many benchmarks' forks.
   *
   * @param variances sample variance of each benchmark's replicates
   * @param df its degrees of freedom, 0 for benchmarks that tell nothing
   */
  public static NoisePrior fit(double[] variances, double[] df) {
    NoisePrior prior = even(variances, df);
    int informative = prior.learn(variances, df, new double[variances.length], BASE_WEIGHT);
    if (informative == 0) {
      prior.assume();
    }
    return prior;
  }

  /**
   * Learns how much sessions differ beyond what forks explain.
   *
   * @param variances sample variance of each benchmark's session means
   * @param df its degrees of freedom
   * @param floors what forks alone contribute to the variance of a session mean
   * @param expected standard deviation that sessions are expected to have before any data
   */
  static NoisePrior fitSessions(double[] variances, double[] df, double[] floors, double expected) {
    NoisePrior prior = even(variances, df);
    prior.assumeSessions(variances, df, floors, expected);
    System.arraycopy(prior.base, 0, prior.weights, 0, prior.base.length);
    prior.learn(variances, df, floors, BASE_WEIGHT);
    return prior;
  }

  /** Sets the base: a mixture over the levels that sessions may have, and how alike they are. */
  private void assumeSessions(double[] variances, double[] df, double[] floors, double expected) {
    List<double[]> spreads = new ArrayList<>();
    double[] logWeights = new double[2 * scales.length];
    for (double scale : scales) {
      double doubt = Math.log(scale / expected) / SESSION_DOUBT;
      logWeights[spreads.size()] = Math.log(1 - SESSION_ALIKE) - doubt * doubt / 2;
      spreads.add(posterior(scale * scale, SESSION_DF, 0, base));
      logWeights[spreads.size()] = Math.log(SESSION_ALIKE) - doubt * doubt / 2;
      spreads.add(posterior(scale * scale, SESSION_DF_ALIKE, 0, base));
    }
    for (int i = 0; i < variances.length; i++) {
      if (df[i] > 0) {
        double[] likelihood = likelihood(variances[i], df[i], floors[i]);
        for (int j = 0; j < logWeights.length; j++) {
          logWeights[j] += Math.log(dot(likelihood, spreads.get(j)));
        }
      }
    }
    double most = Arrays.stream(logWeights).max().orElse(0);
    double sum = 0;
    double[] mixed = new double[scales.length];
    for (int j = 0; j < logWeights.length; j++) {
      double weight = Math.exp(logWeights[j] - most);
      sum += weight;
      for (int k = 0; k < mixed.length; k++) {
        mixed[k] += weight * spreads.get(j)[k];
      }
    }
    for (int k = 0; k < mixed.length; k++) {
      base[k] = SESSION_OUTLIERS * base[k] + (1 - SESSION_OUTLIERS) * mixed[k] / sum;
    }
  }

  private static double dot(double[] first, double[] second) {
    double sum = Double.MIN_NORMAL;
    for (int k = 0; k < first.length; k++) {
      sum += first[k] * second[k];
    }
    return sum;
  }

  private static NoisePrior even(double[] variances, double[] df) {
    double[] scales = grid(variances, df);
    double[] base = new double[scales.length];
    Arrays.fill(base, 1.0 / scales.length);
    return new NoisePrior(scales, base, base.clone());
  }

  /** The number of benchmarks that had anything to tell. */
  private int learn(double[] variances, double[] df, double[] floors, double weight) {
    double[][] likelihoods = new double[variances.length][];
    int informative = 0;
    for (int i = 0; i < variances.length; i++) {
      if (df[i] > 0) {
        likelihoods[informative++] = likelihood(variances[i], df[i], floors[i]);
      }
    }
    for (int step = 0; step < MOST_STEPS && informative > 0; step++) {
      improve(likelihoods, informative, weight);
    }
    return informative;
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
  private double[] likelihood(double variance, double df, double floor) {
    double[] result = new double[scales.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < scales.length; k++) {
      double expected = floor + scales[k] * scales[k];
      result[k] = -df / 2 * (Math.log(expected) + variance / expected);
      most = Math.max(most, result[k]);
    }
    for (int k = 0; k < scales.length; k++) {
      result[k] = Math.exp(result[k] - most);
    }
    return result;
  }

  private void improve(double[][] likelihoods, int informative, double weight) {
    double[] next = new double[scales.length];
    Arrays.setAll(next, k -> weight * base[k]);
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
      weights[k] = next[k] / (informative + weight);
    }
  }

  /**
   * What a benchmark's own sample variance adds to the prior.
   *
   * @return probability of each of {@link #scales()}
   */
  public double[] posterior(double variance, double df) {
    return posterior(variance, df, 0);
  }

  /** The same where forks contribute {@code floor} to the variance, as in fitSessions. */
  double[] posterior(double variance, double df, double floor) {
    return df <= 0 ? weights.clone() : posterior(variance, df, floor, weights);
  }

  private double[] posterior(double variance, double df, double floor, double[] before) {
    double[] result = likelihood(variance, df, floor);
    double sum = 0;
    for (int k = 0; k < result.length; k++) {
      result[k] *= before[k];
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

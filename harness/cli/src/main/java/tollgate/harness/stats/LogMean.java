package tollgate.harness.stats;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Mean of positive replicates on the log scale, where noise is a share of the value.
 *
 * @param mean of the logarithms
 * @param variance of the logarithms, NaN with one replicate
 * @param count number of replicates, at least 1
 */
public record LogMean(double mean, double variance, int count) {

  /**
   * Summarises replicates.
   *
   * @throws IllegalArgumentException when there are none or one is not positive and finite
   */
  public static LogMean of(double[] replicates) {
    if (replicates.length == 0
        || Arrays.stream(replicates).anyMatch(x -> !(x > 0) || Double.isInfinite(x))) {
      throw new IllegalArgumentException("not positive replicates: " + Arrays.toString(replicates));
    }
    double mean = Arrays.stream(replicates).map(Math::log).average().orElseThrow();
    double squares = Arrays.stream(replicates).map(x -> Math.pow(Math.log(x) - mean, 2)).sum();
    int count = replicates.length;
    return new LogMean(mean, count > 1 ? squares / (count - 1) : Double.NaN, count);
  }

  /** Geometric mean. */
  public double value() {
    return Math.exp(mean);
  }

  /** Student's interval of the geometric mean; empty with one replicate. */
  public Optional<Interval> interval(double confidence) {
    return count < 2
        ? Optional.empty()
        : Optional.of(around(mean, Math.sqrt(variance / count), count - 1, confidence));
  }

  /** Welch's interval of this value divided by {@code other}'s; empty when one is single. */
  public Optional<Interval> ratioInterval(LogMean other, double confidence) {
    if (count < 2 || other.count < 2) {
      return Optional.empty();
    }
    double a = variance / count;
    double b = other.variance / other.count;
    double degrees =
        a + b == 0
            ? count + other.count - 2
            : (a + b) * (a + b) / (a * a / (count - 1) + b * b / (other.count - 1));
    return Optional.of(around(mean - other.mean, Math.sqrt(a + b), degrees, confidence));
  }

  private static Interval around(double centre, double error, double degrees, double confidence) {
    double t = TDistribution.of(degrees).inverseCumulativeProbability((1 + confidence) / 2);
    return new Interval(Math.exp(centre - t * error), Math.exp(centre + t * error));
  }
}

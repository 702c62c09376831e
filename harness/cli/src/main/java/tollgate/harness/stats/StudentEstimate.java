package tollgate.harness.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A difference whose error follows Student's t.
 *
 * @param difference candidate minus baseline
 * @param standardError its standard error, 0 when every value was the same
 * @param df degrees of freedom of the standard error, above 0
 */
public record StudentEstimate(double difference, double standardError, double df)
    implements Estimate {

  /**
   * Welch's comparison of two means with variances of their own; degrees of freedom by
   * Welch–Satterthwaite (B. L. Welch, Biometrika 34, 1947).
   *
   * @param baseline two values or more
   * @param candidate two values or more
   */
  public static StudentEstimate welch(Moments baseline, Moments candidate) {
    double first = baseline.variance() / baseline.count();
    double second = candidate.variance() / candidate.count();
    double sum = first + second;
    double df =
        sum == 0
            ? baseline.df() + candidate.df()
            : 1 / (square(first / sum) / baseline.df() + square(second / sum) / candidate.df());
    return new StudentEstimate(candidate.mean() - baseline.mean(), Math.sqrt(sum), df);
  }

  /**
   * Student's comparison of two means with one variance for both.
   *
   * @param baseline one value or more
   * @param candidate one value or more; three values in total at least
   */
  public static StudentEstimate pooled(Moments baseline, Moments candidate) {
    int df = baseline.df() + candidate.df();
    double variance = (baseline.squares() + candidate.squares()) / df;
    double error = Math.sqrt(variance * (1.0 / baseline.count() + 1.0 / candidate.count()));
    return new StudentEstimate(candidate.mean() - baseline.mean(), error, df);
  }

  @Override
  public double p() {
    if (standardError == 0) {
      return difference == 0 ? 1 : 0;
    }
    return 2 * TDistribution.of(df).cumulativeProbability(-Math.abs(difference / standardError));
  }

  @Override
  public Interval interval(double confidence) {
    double half = standardError == 0 ? 0 : standardError * quantile((1 - confidence) / 2);
    return new Interval(difference - half, difference + half);
  }

  /** By the usual approximation of the noncentral t: the sum of two central quantiles. */
  @Override
  public double detectable(double alpha, double power) {
    return standardError == 0 ? 0 : standardError * (quantile(alpha / 2) + quantile(1 - power));
  }

  private double quantile(double upperTail) {
    return TDistribution.of(df).inverseSurvivalProbability(upperTail);
  }

  private static double square(double value) {
    return value * value;
  }
}

package tollgate.harness.stats;

/**
 * Count, mean and variance of some numbers.
 *
 * @param count how many there are
 * @param mean NaN when there are none
 * @param variance with n − 1 in the denominator; NaN below two numbers
 */
public record Moments(int count, double mean, double variance) {

  /** By two passes, so that a large mean costs no digits of the variance. */
  public static Moments of(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    double rest = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
      rest += value - mean;
    }
    double variance =
        values.length < 2
            ? Double.NaN
            : (squares - rest * rest / values.length) / (values.length - 1);
    return new Moments(values.length, mean, variance);
  }

  /** Degrees of freedom of the variance. */
  public int df() {
    return Math.max(0, count - 1);
  }

  /** Sum of squared deviations from the mean. */
  public double squares() {
    return count < 2 ? 0 : variance * (count - 1);
  }
}

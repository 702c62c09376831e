package tollgate.harness.model;

import java.util.Arrays;

/**
 * Latency counts of one fork, from JMH's {@code sample} mode, iterations added up.
 *
 * <p>Values ascend; {@code counts[i]} operations took {@code values[i]}.
 */
public final class Histogram {

  private final double[] values;
  private final long[] counts;

  private Histogram(double[] values, long[] counts) {
    this.values = values;
    this.counts = counts;
  }

  /**
   * Copies both arrays.
   *
   * @throws IllegalArgumentException when the lengths differ or values do not ascend
   */
  public static Histogram of(double[] values, long[] counts) {
    if (values.length != counts.length) {
      throw new IllegalArgumentException("values and counts differ in length");
    }
    for (int i = 1; i < values.length; i++) {
      if (!(values[i] > values[i - 1])) {
        throw new IllegalArgumentException("values do not ascend at " + i);
      }
    }
    return new Histogram(values.clone(), counts.clone());
  }

  /** Number of operations. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** Mean value; NaN when empty. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * counts[i];
    }
    return sum / total();
  }

  /**
   * The smallest value that at least {@code quantile} of the operations do not exceed; NaN when
   * empty.
   *
   * @param quantile within [0, 1]
   */
  public double valueAt(double quantile) {
    long total = total();
    long rank = Math.max(1, (long) Math.ceil(quantile * total));
    long seen = 0;
    for (int i = 0; i < values.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return values[i];
      }
    }
    return Double.NaN;
  }

  /** Every value multiplied by {@code factor}, which is positive. */
  public Histogram scaled(double factor) {
    return new Histogram(Arrays.stream(values).map(value -> value * factor).toArray(), counts);
  }
}

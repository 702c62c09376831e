package tollgate.harness.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Where most of some numbers lie, however far the rest are: Tukey's biweight M-estimate with known
 * individual errors, started at the weighted median (Huber and Ronchetti, Robust Statistics, 2009).
 *
 * @param value the estimate
 * @param standardError from the sandwich formula, so it holds when the errors given are wrong
 * @param count how many numbers it rests on
 * @param agreeing share of the numbers that lie within four of their own errors of it
 */
public record RobustMean(double value, double standardError, int count, double agreeing) {

  /** 95 % efficient for normal errors. */
  private static final double TUNING = 4.685;

  private static final double NORMAL_CONSISTENCY = 1.4826;
  private static final int STEPS = 30;

  /**
   * Estimates.
   *
   * @param values one number or more
   * @param errors standard error of each, above 0
   */
  public static RobustMean of(double[] values, double[] errors) {
    double center = weightedMedian(values, errors);
    double stretch = Math.max(1, NORMAL_CONSISTENCY * medianSize(values, errors, center));
    double slopes = 0;
    double squares = 0;
    for (int step = 0; step < STEPS; step++) {
      double pull = 0;
      double weights = 0;
      slopes = 0;
      squares = 0;
      for (int i = 0; i < values.length; i++) {
        double error = errors[i] * stretch;
        double z = (values[i] - center) / error;
        double u = z / TUNING;
        double rest = 1 - u * u;
        if (rest > 0) {
          double weight = rest * rest / (error * error);
          pull += weight * (values[i] - center);
          weights += weight;
          slopes += rest * (1 - 5 * u * u) / (error * error);
          squares += weight * weight * (values[i] - center) * (values[i] - center);
        }
      }
      double move = weights > 0 ? pull / weights : 0;
      center += move;
      if (Math.abs(move) < 1e-12) {
        break;
      }
    }
    double error = slopes > 0 ? Math.sqrt(squares) / slopes : Double.POSITIVE_INFINITY;
    return new RobustMean(center, error, values.length, agreeing(values, errors, center));
  }

  /** The interval that holds the true centre, by Student's t. */
  public Interval interval(double confidence) {
    if (count < 2 || Double.isInfinite(standardError)) {
      return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double half =
        standardError
            * TDistribution.of(count - 1).inverseSurvivalProbability((1 - confidence) / 2);
    return new Interval(value - half, value + half);
  }

  private static double weightedMedian(double[] values, double[] errors) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double half = Arrays.stream(errors).map(error -> 1 / error).sum() / 2;
    double sum = 0;
    for (int i : order) {
      sum += 1 / errors[i];
      if (sum >= half) {
        return values[i];
      }
    }
    return values[order[order.length - 1]];
  }

  private static double medianSize(double[] values, double[] errors, double center) {
    double[] sizes = new double[values.length];
    Arrays.setAll(sizes, i -> Math.abs(values[i] - center) / errors[i]);
    Arrays.sort(sizes);
    return sizes[sizes.length / 2];
  }

  private static double agreeing(double[] values, double[] errors, double center) {
    long near =
        IntStream.range(0, values.length)
            .filter(i -> Math.abs(values[i] - center) <= 4 * errors[i])
            .count();
    return (double) near / values.length;
  }
}

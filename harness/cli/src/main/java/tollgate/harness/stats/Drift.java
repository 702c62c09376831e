package tollgate.harness.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a fork's iterations move while it is measured: warming up shows as a trend that all forks
 * share.
 *
 * @param change mean change from the first to the last iteration, by least squares in each fork
 * @param p two-sided p-value of no trend; forks are the replicates
 */
public record Drift(double change, double p) {

  private static final int FEWEST = 3;

  /**
   * Estimates.
   *
   * @param forks forks × iterations, logarithms; those with fewer than 3 iterations are left out
   * @return empty below 3 forks
   */
  public static Optional<Drift> of(double[][] forks) {
    double[] changes =
        Arrays.stream(forks).filter(fork -> fork.length >= FEWEST).mapToDouble(Drift::of).toArray();
    if (changes.length < FEWEST) {
      return Optional.empty();
    }
    Moments moments = Moments.of(changes);
    double error = Math.sqrt(moments.variance() / moments.count());
    StudentEstimate estimate = new StudentEstimate(moments.mean(), error, moments.df());
    return Optional.of(new Drift(moments.mean(), estimate.p()));
  }

  private static double of(double[] fork) {
    double middle = (fork.length - 1) / 2.0;
    double product = 0;
    double squares = 0;
    for (int i = 0; i < fork.length; i++) {
      product += (i - middle) * fork[i];
      squares += (i - middle) * (i - middle);
    }
    return product / squares * (fork.length - 1);
  }
}

package tollgate.harness.model;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Scores as measured: forks × iterations, possibly ragged, possibly without any fork. NaN and
 * infinities are kept as read; who computes decides what to do with them.
 */
public final class Samples {

  private final double[][] forks;

  private Samples(double[][] forks) {
    this.forks = forks;
  }

  /** Copies {@code forks}: one row per fork, one score per iteration. */
  public static Samples of(double[][] forks) {
    return new Samples(Arrays.stream(forks).map(double[]::clone).toArray(double[][]::new));
  }

  /** How many forks ran, those without any iteration included. */
  public int forkCount() {
    return forks.length;
  }

  /** The iteration scores of a fork, a copy. */
  public double[] fork(int index) {
    return forks[index].clone();
  }

  /** Mean score of each fork, in order; NaN for a fork without iterations. A copy. */
  public double[] forkMeans() {
    return Arrays.stream(forks)
        .mapToDouble(fork -> DoubleStream.of(fork).average().orElse(Double.NaN))
        .toArray();
  }

  /** How many iteration scores there are over all forks. */
  public int size() {
    return Arrays.stream(forks).mapToInt(fork -> fork.length).sum();
  }

  /** Every score multiplied by {@code factor}. */
  public Samples scaled(double factor) {
    return new Samples(
        Arrays.stream(forks)
            .map(fork -> DoubleStream.of(fork).map(score -> score * factor).toArray())
            .toArray(double[][]::new));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Samples that && Arrays.deepEquals(forks, that.forks);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(forks);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(forks);
  }
}

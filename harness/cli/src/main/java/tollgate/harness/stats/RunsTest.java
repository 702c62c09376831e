package tollgate.harness.stats;

import java.math.BigInteger;

/**
 * Wald and Wolfowitz's runs test, exact: do residuals keep their sign for too long? Source: Annals
 * of Mathematical Statistics 11(2), 1940.
 */
public final class RunsTest {
  private RunsTest() {}

  /**
   * Probability of as few runs of one sign as seen, or fewer, if the order were random; 1 when all
   * residuals have one sign or there are none. Zeros are left out.
   *
   * @param residuals in the order of the points
   */
  public static double tooFewRuns(double[] residuals) {
    int plus = 0;
    int minus = 0;
    int runs = 0;
    double last = 0;
    for (double residual : residuals) {
      if (residual == 0) {
        continue;
      }
      if (residual > 0) {
        plus++;
      } else {
        minus++;
      }
      if (last == 0 || (residual > 0) != (last > 0)) {
        runs++;
      }
      last = residual;
    }
    if (plus == 0 || minus == 0) {
      return 1;
    }
    BigInteger ways = BigInteger.ZERO;
    for (int r = 2; r <= runs; r++) {
      ways = ways.add(ways(r, plus, minus));
    }
    return ways.doubleValue() / choose(plus + minus, plus).doubleValue();
  }

  private static BigInteger ways(int runs, int plus, int minus) {
    int half = runs / 2;
    if (runs % 2 == 0) {
      return choose(plus - 1, half - 1).multiply(choose(minus - 1, half - 1)).shiftLeft(1);
    }
    return choose(plus - 1, half)
        .multiply(choose(minus - 1, half - 1))
        .add(choose(plus - 1, half - 1).multiply(choose(minus - 1, half)));
  }

  private static BigInteger choose(int n, int k) {
    if (k < 0 || k > n) {
      return BigInteger.ZERO;
    }
    BigInteger result = BigInteger.ONE;
    for (int i = 1; i <= k; i++) {
      result = result.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return result;
  }
}

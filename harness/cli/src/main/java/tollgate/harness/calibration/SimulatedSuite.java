package tollgate.harness.calibration;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * A suite whose truth is known, in time per operation.
 *
 * @param baseline benchmarks × sessions × forks × iterations
 * @param candidate benchmarks × forks × iterations
 * @param changed which benchmarks became slower
 * @param slowdown by how much
 * @param inTurn draws, for a benchmark, more forks of both versions, measured in turn
 */
public record SimulatedSuite(
    double[][][][] baseline,
    double[][][] candidate,
    boolean[] changed,
    double slowdown,
    IntFunction<ForksInTurn> inTurn) {

  /** Forks of both versions that share the hour and the machine: their means, pair by pair. */
  public record ForksInTurn(double[] baseline, double[] candidate) {}

  /** As many pairs as a gate measures again at most. */
  private static final int PAIRS = 10;

  private static final int ITERATIONS = 5;

  /** Fork log standard deviations of 586 real benchmarks: value at each quantile. */
  private static final double[] QUANTILES = {0, 0.5, 0.75, 0.9, 1};

  private static final double[] FORK_DEVIATIONS = {0.005, 0.024, 0.051, 0.092, 0.13};

  /** Spread of one mode, as part of the whole spread. */
  private static final double WITHIN_MODE = 0.3;

  private static final double LEAST_ITERATION_DEVIATION = 0.003;
  private static final double MOST_ITERATION_DEVIATION = 0.05;
  private static final double MOST_CORRELATION = 0.8;

  /** Draws a suite; the same seed gives the same suite. */
  public static SimulatedSuite draw(Scenario scenario, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int count = scenario.benchmarks();
    double[] suiteLevels = new double[scenario.baselineSessions() + 1];
    for (int i = 0; i < suiteLevels.length; i++) {
      suiteLevels[i] = scenario.suiteDeviation() * random.nextGaussian();
    }
    double[][][][] baseline = new double[count][scenario.baselineSessions()][][];
    double[][][] candidate = new double[count][][];
    boolean[] changed = new boolean[count];
    Source[] sources = new Source[count];
    long slowed = Math.round(count * scenario.changedShare());
    for (int i = 0; i < count; i++) {
      Source source = Source.draw(scenario.shape(), random);
      sources[i] = source;
      double hour = 0;
      for (int session = 0; session < baseline[i].length; session++) {
        if (session == 0 || !scenario.oneHour()) {
          hour = suiteLevels[session] + scenario.sessionDeviation() * random.nextGaussian();
        }
        double level = hour;
        baseline[i][session] = source.session(level, scenario.forks(), random);
      }
      changed[i] = i < slowed;
      double level =
          suiteLevels[baseline[i].length]
              + scenario.sessionDeviation() * random.nextGaussian()
              + (changed[i] ? Math.log1p(scenario.slowdown()) : 0);
      candidate[i] = source.session(level, scenario.forks(), random);
    }
    return new SimulatedSuite(
        baseline,
        candidate,
        changed,
        scenario.slowdown(),
        benchmark ->
            inTurn(
                sources[benchmark],
                changed[benchmark] ? Math.log1p(scenario.slowdown()) : 0,
                new SplittableRandom(31 * seed + benchmark)));
  }

  private static ForksInTurn inTurn(Source source, double slowdown, SplittableRandom random) {
    return new ForksInTurn(
        means(source.session(0, PAIRS, random)), means(source.session(slowdown, PAIRS, random)));
  }

  private static double[] means(double[][] forks) {
    return Arrays.stream(forks)
        .mapToDouble(fork -> Arrays.stream(fork).average().orElseThrow())
        .toArray();
  }

  /** True slowdown of a benchmark. */
  public double truth(int benchmark) {
    return changed[benchmark] ? slowdown : 0;
  }

  /**
   * What one benchmark is like.
   *
   * @param level log time per operation
   * @param forkDeviation log standard deviation of fork means, iterations included
   * @param iterationDeviation log standard deviation of iterations inside a fork
   * @param correlation of one iteration with the next
   * @param slowShare part of the forks in the slow mode, 0 when there is one mode
   */
  private record Source(
      double level,
      double forkDeviation,
      double iterationDeviation,
      double correlation,
      double slowShare) {

    static Source draw(Scenario.Shape shape, SplittableRandom random) {
      double level = 10 * random.nextDouble();
      double forkDeviation = forkDeviation(random.nextDouble());
      double iteration =
          LEAST_ITERATION_DEVIATION
              * Math.pow(MOST_ITERATION_DEVIATION / LEAST_ITERATION_DEVIATION, random.nextDouble());
      double correlation = MOST_CORRELATION * random.nextDouble();
      boolean modes = random.nextDouble() < 0.1;
      double rare = 0.1 + 0.4 * random.nextDouble();
      boolean slowIsRare = random.nextBoolean();
      double slowShare =
          switch (shape) {
            case NORMAL -> 0;
            case TWO_MODES -> modes ? (slowIsRare ? rare : 1 - rare) : 0;
            case EVEN_MODES -> modes ? 0.5 : 0;
            case SLOW_FORKS -> 0.1;
          };
      double most = 0.75 * forkDeviation / Math.sqrt(meanVariance(correlation));
      return new Source(level, forkDeviation, Math.min(iteration, most), correlation, slowShare);
    }

    private static double forkDeviation(double quantile) {
      int j = 1;
      while (quantile > QUANTILES[j]) {
        j++;
      }
      double part = (quantile - QUANTILES[j - 1]) / (QUANTILES[j] - QUANTILES[j - 1]);
      return FORK_DEVIATIONS[j - 1] * Math.pow(FORK_DEVIATIONS[j] / FORK_DEVIATIONS[j - 1], part);
    }

    /** Variance of the mean of a fork's iterations per variance of one. */
    private static double meanVariance(double correlation) {
      double sum = 0;
      for (int i = 0; i < ITERATIONS; i++) {
        for (int j = 0; j < ITERATIONS; j++) {
          sum += Math.pow(correlation, Math.abs(i - j));
        }
      }
      return sum / (ITERATIONS * ITERATIONS);
    }

    double[][] session(double sessionLevel, int forks, SplittableRandom random) {
      double ofIterations = iterationDeviation * iterationDeviation * meanVariance(correlation);
      double between = Math.sqrt(forkDeviation * forkDeviation - ofIterations);
      double[][] session = new double[forks][ITERATIONS];
      for (double[] fork : session) {
        double forkLevel = level + sessionLevel + between * shape(random);
        double wobble = random.nextGaussian();
        for (int i = 0; i < ITERATIONS; i++) {
          fork[i] = Math.exp(forkLevel + iterationDeviation * wobble);
          wobble =
              correlation * wobble
                  + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        }
      }
      return session;
    }

    /** A fork's deviation: mean 0, variance 1. */
    private double shape(SplittableRandom random) {
      if (slowShare == 0) {
        return random.nextGaussian();
      }
      double gap = Math.sqrt((1 - WITHIN_MODE * WITHIN_MODE) / (slowShare * (1 - slowShare)));
      boolean slow = random.nextDouble() < slowShare;
      return ((slow ? 1 : 0) - slowShare) * gap + WITHIN_MODE * random.nextGaussian();
    }
  }
}

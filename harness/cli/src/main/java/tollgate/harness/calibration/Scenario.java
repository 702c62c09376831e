package tollgate.harness.calibration;

/**
 * A kind of suite to simulate.
 *
 * @param benchmarks how many
 * @param forks per session and side
 * @param baselineSessions of unchanged code
 * @param changedShare part of the benchmarks whose code became slower
 * @param slowdown of those, for example 0.1
 * @param sessionDeviation log standard deviation of a benchmark's own level between sessions
 * @param suiteDeviation log standard deviation of the whole suite's level between sessions
 * @param oneHour whether the baseline's sessions share one level of each benchmark, as sessions
 *     recorded in one go do; the candidate's is another
 * @param shape how forks scatter
 */
public record Scenario(
    int benchmarks,
    int forks,
    int baselineSessions,
    double changedShare,
    double slowdown,
    double sessionDeviation,
    double suiteDeviation,
    boolean oneHour,
    Shape shape) {

  /** How the forks of a benchmark scatter around its level. */
  public enum Shape {
    /** All normal. */
    NORMAL,
    /** A tenth of the benchmarks has two modes, the rarer holding 10 to 50 % of the forks. */
    TWO_MODES,
    /** The same with two even modes: the hardest case. */
    EVEN_MODES,
    /** In every benchmark a tenth of the forks falls into a slow mode. */
    SLOW_FORKS
  }

  /** One session a side, no session effects, the usual shape. */
  public static Scenario of(int benchmarks, int forks, double changedShare, double slowdown) {
    return new Scenario(benchmarks, forks, 1, changedShare, slowdown, 0, 0, false, Shape.TWO_MODES);
  }

  /** With session effects, of each benchmark and of all together. */
  public Scenario withSessions(int count, double ofBenchmark, double ofSuite) {
    return new Scenario(
        benchmarks, forks, count, changedShare, slowdown, ofBenchmark, ofSuite, oneHour, shape);
  }

  public Scenario withShape(Shape other) {
    return new Scenario(
        benchmarks,
        forks,
        baselineSessions,
        changedShare,
        slowdown,
        sessionDeviation,
        suiteDeviation,
        oneHour,
        other);
  }

  /** With a baseline whose sessions tell nothing of how far sessions differ. */
  public Scenario withinOneHour() {
    return new Scenario(
        benchmarks,
        forks,
        baselineSessions,
        changedShare,
        slowdown,
        sessionDeviation,
        suiteDeviation,
        true,
        shape);
  }
}

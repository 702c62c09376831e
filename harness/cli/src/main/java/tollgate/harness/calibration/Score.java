package tollgate.harness.calibration;

import java.util.List;
import java.util.stream.LongStream;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.Wilson;

/**
 * How a rule did on many simulated suites.
 *
 * @param suites how many
 * @param alarmed suites with any false alarm
 * @param unchanged benchmarks whose code was the same
 * @param falseAlarms on those
 * @param changed benchmarks whose code became slower
 * @param found of those
 * @param falseShare sum over suites of the share of false alarms among all alarms
 * @param falseShareSquares sum of its squares
 * @param covered intervals that hold the truth
 * @param intervals all intervals
 */
public record Score(
    long suites,
    long alarmed,
    long unchanged,
    long falseAlarms,
    long changed,
    long found,
    double falseShare,
    double falseShareSquares,
    long covered,
    long intervals) {

  private static final double CONFIDENCE = 0.95;
  private static final Score NONE = new Score(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Lets a rule judge suites drawn with seeds {@code first}, {@code first + 1}, … */
  static Score of(Rule rule, Scenario scenario, int suites, long first) {
    List<Score> each =
        LongStream.range(first, first + suites)
            .parallel()
            .mapToObj(
                seed -> {
                  SimulatedSuite suite = SimulatedSuite.draw(scenario, seed);
                  return of(suite, rule.judge(suite));
                })
            .toList();
    // Added up in order: a parallel sum of doubles would not repeat to the last digit.
    return each.stream().reduce(NONE, Score::plus);
  }

  private static Score of(SimulatedSuite suite, Rule.Alarms alarms) {
    long falseAlarms = 0;
    long found = 0;
    long changed = 0;
    for (int i = 0; i < suite.changed().length; i++) {
      boolean truly = suite.changed()[i];
      changed += truly ? 1 : 0;
      if (alarms.changed()[i]) {
        found += truly ? 1 : 0;
        falseAlarms += truly ? 0 : 1;
      }
    }
    double share = falseAlarms == 0 ? 0 : (double) falseAlarms / (falseAlarms + found);
    return new Score(
        1,
        falseAlarms > 0 ? 1 : 0,
        suite.changed().length - changed,
        falseAlarms,
        changed,
        found,
        share,
        share * share,
        alarms.covered(),
        alarms.intervals());
  }

  private Score plus(Score other) {
    return new Score(
        suites + other.suites,
        alarmed + other.alarmed,
        unchanged + other.unchanged,
        falseAlarms + other.falseAlarms,
        changed + other.changed,
        found + other.found,
        falseShare + other.falseShare,
        falseShareSquares + other.falseShareSquares,
        covered + other.covered,
        intervals + other.intervals);
  }

  /** Share of suites with a false alarm, and its interval. */
  public Rate suiteAlarms() {
    return Rate.of(alarmed, suites);
  }

  /** Share of unchanged benchmarks called changed. */
  public Rate benchmarkAlarms() {
    return Rate.of(falseAlarms, unchanged);
  }

  /** Share of slowed benchmarks found. */
  public Rate power() {
    return Rate.of(found, changed);
  }

  /** Share of intervals that hold the truth. */
  public Rate coverage() {
    return Rate.of(covered, intervals);
  }

  /**
   * Mean share of false alarms among all alarms. It is no proportion of independent trials, so its
   * interval comes from its scatter between suites.
   */
  public Rate falseDiscoveries() {
    double mean = falseShare / suites;
    double variance = Math.max(0, falseShareSquares / suites - mean * mean) / suites;
    double half = 1.96 * Math.sqrt(variance);
    return new Rate(mean, new Interval(Math.max(0, mean - half), Math.min(1, mean + half)));
  }

  /**
   * A measured share.
   *
   * @param value within [0, 1], NaN when there was nothing to count
   * @param interval its 95 % interval
   */
  public record Rate(double value, Interval interval) {

    private static Rate of(long hits, long trials) {
      return trials == 0
          ? new Rate(Double.NaN, new Interval(0, 1))
          : new Rate((double) hits / trials, Wilson.interval(hits, trials, CONFIDENCE));
    }
  }
}

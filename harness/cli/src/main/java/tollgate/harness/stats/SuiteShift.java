package tollgate.harness.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What moved a whole suite together between baseline and candidate.
 *
 * @param mean where most differences lie
 * @param kind what to make of it
 * @param explainable largest common movement that sessions of unchanged code would explain
 */
public record SuiteShift(RobustMean mean, Kind kind, double explainable) {

  /** What to make of a common movement. */
  public enum Kind {
    /** Not distinguishable from none, or not common to most: differences stand as they are. */
    ABSENT,
    /** Real and within what sessions do: each benchmark is judged against it. */
    REMOVED,
    /** The same, but sessions rarely do as much. */
    DOUBTFUL,
    /** More than sessions explain: differences stand as they are, and the whole is an alarm. */
    BEYOND
  }

  /** Whether each benchmark is judged against the common movement. */
  public boolean removed() {
    return kind == Kind.REMOVED || kind == Kind.DOUBTFUL;
  }

  /** Log standard deviation of a suite's level between sessions, until the baseline tells. */
  static final double ASSUMED_DEVIATION = 0.05;

  /** For how many sessions that assumption counts. */
  private static final double ASSUMED_SESSIONS = 6;

  private static final double ALARM_LEVEL = 0.001;
  private static final double DOUBT_LEVEL = 0.05;
  private static final double CONFIDENCE = 0.95;
  private static final double COMMON = 0.75;
  private static final double NEGLIGIBLE = 0.002;

  /**
   * Judges a common movement.
   *
   * @param mean of all differences
   * @param baseline levels of the baseline's sessions
   * @param baselineSessions how many sessions the baseline has
   * @param candidateSessions how many the candidate has
   */
  static SuiteShift of(
      RobustMean mean, SessionLevels baseline, int baselineSessions, int candidateSessions) {
    int seen = Math.max(0, baseline.sessions() - 1);
    double df = ASSUMED_SESSIONS + seen;
    double variance =
        (ASSUMED_SESSIONS * ASSUMED_DEVIATION * ASSUMED_DEVIATION + baseline.squares()) / df;
    double deviation = Math.sqrt(variance * (1.0 / baselineSessions + 1.0 / candidateSessions));
    TDistribution usual = TDistribution.of(df);
    double doubtful = deviation * usual.inverseSurvivalProbability(DOUBT_LEVEL);
    double explainable = deviation * usual.inverseSurvivalProbability(ALARM_LEVEL);
    boolean real = !mean.interval(CONFIDENCE).contains(0) && Math.abs(mean.value()) > NEGLIGIBLE;
    if (!real || mean.agreeing() < COMMON) {
      return new SuiteShift(mean, Kind.ABSENT, explainable);
    }
    double size = Math.abs(mean.value());
    Kind kind = size > explainable ? Kind.BEYOND : size > doubtful ? Kind.DOUBTFUL : Kind.REMOVED;
    return new SuiteShift(mean, kind, explainable);
  }
}

package tollgate.harness.verdict;

import tollgate.harness.stats.Interval;
import tollgate.harness.stats.SuiteShift;

/** What a suite's common movement means, in words. */
final class CommonMovement {

  private CommonMovement() {}

  static Report.Shift described(SuiteShift shift, double confidence) {
    Interval interval = shift.mean().interval(confidence);
    return new Report.Shift(
        Math.expm1(shift.mean().value()),
        Math.expm1(interval.low()),
        Math.expm1(interval.high()),
        outcome(shift),
        shift.kind() != SuiteShift.Kind.ABSENT,
        note(shift));
  }

  private static String note(SuiteShift shift) {
    String usual = "±" + Decision.percent(Math.expm1(shift.explainable()));
    return switch (shift.kind()) {
      case ABSENT -> "no movement common to all; each benchmark is judged by what was measured";
      case REMOVED, DOUBTFUL ->
          "the machine, or a change that touches everything (sessions may differ by "
              + usual
              + "); each benchmark is judged against it, an interleaved run would tell";
      case BEYOND ->
          "more than sessions of unchanged code explain ("
              + usual
              + "): a change that touches everything, or a machine that is not itself";
    };
  }

  /** What a common movement alone means; faster never alarms. */
  private static Outcome outcome(SuiteShift shift) {
    if (shift.mean().value() <= 0) {
      return Outcome.PASS;
    }
    return switch (shift.kind()) {
      case ABSENT, REMOVED -> Outcome.PASS;
      case DOUBTFUL -> Outcome.UNDECIDED;
      case BEYOND -> Outcome.REGRESSION;
    };
  }

  /** The sentence that opens the headline; empty when nothing moved together. */
  static String sentence(Report.Shift shift) {
    return shift.common()
        ? "Everything moved by " + Decision.signed(shift.slowdown()) + " together. "
        : "";
  }
}

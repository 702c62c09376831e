package tollgate.harness.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The published error rates, on a smaller scale: {@code calibrate} prints them in full. */
@Tag("same-on-every-jdk")
class CalibrationTest {

  private static final int BENCHMARKS = 500;
  private static final Rule GATE = new GateRule();
  private static final Rule WELCH = ReferenceRules.welchWithDiscoveryControl();

  private static Score score(Rule rule, int forks, double changed, double slowdown, int suites) {
    return Score.of(rule, Scenario.of(BENCHMARKS, forks, changed, slowdown), suites, 1);
  }

  @Test
  void gate_identicalCode_rarelyAlarmsAndItsIntervalsCover() {
    Score five = score(GATE, 5, 0, 0, 60);
    assertThat(five.suiteAlarms().interval().low()).isLessThanOrEqualTo(0.015);
    assertThat(five.coverage().value()).isBetween(0.94, 0.96);
    assertThat(score(GATE, 10, 0, 0, 20).coverage().value()).isBetween(0.94, 0.96);
  }

  @Test
  void gate_tenPercentSlowed_seesMoreThanWelchAndIsRarelyWrong() {
    double[] least = {0.10, 0.03, 0};
    int[] forks = {3, 5, 10};
    for (int i = 0; i < forks.length; i++) {
      Score gate = score(GATE, forks[i], 0.05, 0.1, 25);
      Score welch = score(WELCH, forks[i], 0.05, 0.1, 25);
      assertThat(gate.power().value())
          .as(forks[i] + " forks")
          .isGreaterThanOrEqualTo(welch.power().value() + least[i]);
      assertThat(gate.falseDiscoveries().interval().low()).isLessThanOrEqualTo(0.05);
    }
  }

  /** The smallest of samples and of effects: what Welch's test finds there is found as well. */
  @Test
  void gate_threeForksAndThreePercent_seesNoLessThanWelch() {
    Score gate = score(GATE, 3, 0.05, 0.03, 60);
    assertThat(gate.power().value())
        .isPositive()
        .isGreaterThanOrEqualTo(score(WELCH, 3, 0.05, 0.03, 60).power().value());
    assertThat(gate.falseDiscoveries().interval().low()).isLessThanOrEqualTo(0.05);
    assertThat(score(GATE, 3, 0, 0, 60).suiteAlarms().interval().low()).isLessThanOrEqualTo(0.02);
  }

  @Test
  void gate_fiveSessionsThatDiffer_flagsOneInTwoHundredAtMost() {
    Scenario scenario = Scenario.of(BENCHMARKS, 5, 0, 0).withSessions(5, 0.05, 0.05);
    Score score = Score.of(GATE, scenario, 20, 1);
    assertThat(score.benchmarkAlarms().interval().low()).isLessThanOrEqualTo(0.005);
    assertThat(score.coverage().value()).isBetween(0.93, 0.97);
  }

  @Test
  void gate_fewSessionsOfASmallSuite_seesWhatSessionsCannotDoAndStaysQuiet() {
    double[] least = {0.6, 0.8, 0.9};
    int[] sessions = {2, 3, 5};
    for (int i = 0; i < sessions.length; i++) {
      Scenario same = Scenario.of(14, 5, 0, 0).withSessions(sessions[i], 0.05, 0.05);
      Scenario slower = Scenario.of(14, 5, 1 / 14.0, 0.5).withSessions(sessions[i], 0.05, 0.05);
      Score quiet = Score.of(GATE, same, 150, 1);
      assertThat(quiet.benchmarkAlarms().interval().low()).isLessThanOrEqualTo(0.005);
      assertThat(quiet.coverage().value()).isBetween(0.92, 0.98);
      assertThat(Score.of(GATE, slower, 100, 1).power().value())
          .as("50 % slower after " + sessions[i] + " sessions")
          .isGreaterThanOrEqualTo(least[i]);
    }
  }

  @Test
  void gate_oneSessionASideBesideTwoRecorded_staysQuietAndSeesWhatSessionsCannotDo() {
    Rule one = GateRule.comparingOne();
    for (double deviation : new double[] {0.05, 0.1}) {
      Scenario same = Scenario.of(14, 5, 0, 0).withSessions(3, deviation, 0.05);
      Score quiet = Score.of(one, same, 150, 1);
      assertThat(quiet.benchmarkAlarms().interval().low()).isLessThanOrEqualTo(0.005);
      assertThat(quiet.coverage().value()).isBetween(0.91, 0.98);
    }
    Scenario slower = Scenario.of(14, 5, 1 / 14.0, 1).withSessions(3, 0.05, 0.05);
    assertThat(Score.of(one, slower, 100, 1).power().value()).isGreaterThanOrEqualTo(0.9);
  }

  /** Nothing recorded: the mistake that the recorded sessions are there to prevent. */
  @Test
  void gate_oneSessionASideAlone_takesSessionsForChanges() {
    Scenario same = Scenario.of(14, 5, 0, 0).withSessions(1, 0.1, 0.05);
    assertThat(Score.of(GATE, same, 100, 1).suiteAlarms().value()).isGreaterThan(0.3);
  }

  @Test
  void score_sameSeed_sameFigures() {
    assertThat(score(GATE, 3, 0.05, 0.1, 3)).isEqualTo(score(GATE, 3, 0.05, 0.1, 3));
    assertThat(score(GATE, 3, 0.05, 0.1, 3))
        .isNotEqualTo(Score.of(GATE, Scenario.of(BENCHMARKS, 3, 0.05, 0.1), 3, 9));
  }

  /** The simulator must show what was measured on real suites, or it proves nothing. */
  @Test
  void reference_pooledIterations_flagFarMoreThanForks() {
    Scenario scenario = Scenario.of(BENCHMARKS, 5, 0, 0);
    Score pooled = Score.of(ReferenceRules.all().get(0), scenario, 4, 1);
    Score forks = Score.of(ReferenceRules.all().get(5), scenario, 4, 1);
    assertThat(pooled.benchmarkAlarms().value()).isGreaterThan(0.15);
    assertThat(forks.benchmarkAlarms().value()).isBetween(0.02, 0.08);
  }

  /** The mistake of every gate whose baseline was recorded in one go, and the cure. */
  @Test
  void regressions_sessionsOfOneHour_accuseTheInnocentUntilMeasuredAgain() {
    Scenario same = Scenario.of(14, 5, 0, 0).withSessions(5, 0.2, 0.05).withinOneHour();
    Scenario slower = Scenario.of(14, 5, 1 / 14.0, 0.5).withSessions(5, 0.1, 0.05).withinOneHour();
    Score accused = Score.of(new RegressionRule(false), same, 200, 1);
    Score confirmed = Score.of(new RegressionRule(true), same, 200, 1);

    assertThat(accused.suiteAlarms().value()).isGreaterThan(0.3);
    assertThat(confirmed.suiteAlarms().interval().low()).isLessThanOrEqualTo(0.015);
    assertThat(Score.of(new RegressionRule(true), slower, 200, 1).power().value())
        .isGreaterThanOrEqualTo(
            0.95 * Score.of(new RegressionRule(false), slower, 200, 1).power().value());
  }
}

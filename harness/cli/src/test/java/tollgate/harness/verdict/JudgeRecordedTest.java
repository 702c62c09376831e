package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static tollgate.harness.verdict.JudgeSuiteTest.baseline;
import static tollgate.harness.verdict.JudgeSuiteTest.count;
import static tollgate.harness.verdict.JudgeSuiteTest.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tollgate.harness.config.Policy;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Run;

/** What recorded sessions tell of two single ones. */
class JudgeRecordedTest {

  private static Recorded recorded(List<Run> sessions) {
    return new Recorded(sessions, "of small", List.of());
  }

  private static Report beside(Recorded recorded, List<Run> before, List<Run> after) {
    return Judge.judge(before, after, Policy.DEFAULT, recorded);
  }

  /** Of two single sessions of fourteen benchmarks that differ by chance alone. */
  private static Report ofUnchanged(List<Run> recorded, double scatter) {
    return beside(
        recorded(recorded),
        List.of(session(14, 1, 0, scatter).build()),
        List.of(session(14, 2, 0, scatter).build()));
  }

  @Test
  void judge_singleSessionsBesideRecordedOnesThatDiffer_excusesNoMoreThanThoseDo() {
    Recorded recorded = recorded(baseline(2, 14, 0.15));
    for (long seed = 0; seed < 10; seed++) {
      List<Run> before = List.of(session(14, 200 + seed, 0, 0.15).build());
      List<Run> after = List.of(session(14, 300 + seed, 0, 0.15).build());
      List<Run> slower = List.of(session(14, 300 + seed, 0, 0.15).scale(3, 8).build());

      assertThat(count(Judge.judge(before, after, Policy.DEFAULT), Verdict.Regressed.class))
          .as("by forks alone")
          .isPositive();
      assertThat(count(beside(recorded, before, after), Verdict.Regressed.class)).isZero();
      Report found = beside(recorded, before, slower);
      assertThat(count(found, Verdict.Regressed.class)).isEqualTo(1);
      assertThat(found.comparisons().get(0).key().benchmark()).isEqualTo("a.B.bench3");
      assertThat(found.comparisons().get(0).baseline().orElseThrow().runs()).isEqualTo(1);
    }
  }

  @Test
  void judge_recordedSessionsThatAgree_findsASmallChange() {
    Recorded recorded = recorded(baseline(5, 40, 0.005));
    List<Run> before = List.of(session(40, 1, 0, 0.005).build());
    List<Run> after = List.of(session(40, 2, 0, 0.005).scale(5, 1.2).build());

    Report report = beside(recorded, before, after);

    assertThat(count(report, Verdict.Regressed.class)).isEqualTo(1);
    assertThat(report.warnings())
        .contains(
            "one session a side: how far sessions differ is taken from 5 recorded sessions of small");
  }

  @Test
  void judge_recordedBenchmarksAreOthers_tellOfThisSuiteToo() {
    List<Run> others = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      Random random = new Random(s);
      RunBuilder builder = new RunBuilder("other-" + s);
      for (int i = 0; i < 12; i++) {
        double level = 0.2 * random.nextGaussian();
        builder.add(
            "a.Other.bench" + i,
            Mode.AVERAGE_TIME,
            "us/op",
            new double[][] {{Math.exp(level)}, {1.01 * Math.exp(level)}});
      }
      others.add(builder.build());
    }
    Report report = ofUnchanged(others, 0.2);

    assertThat(count(report, Verdict.Regressed.class)).isZero();
    assertThat(report.comparisons())
        .allMatch(comparison -> comparison.change().orElseThrow().detectable() > 0.3);
  }

  @Test
  void judge_severalSessionsASide_needNothingRecorded() {
    List<Run> before = baseline(3, 14, 0.05);
    List<Run> after = List.of(session(14, 7, 0, 0.05).build());

    assertThat(beside(recorded(baseline(2, 14, 0.5)), before, after))
        .isEqualTo(Judge.judge(before, after, Policy.DEFAULT));
  }

  /** Sessions differ by a level that fourteen benchmarks share; three alone cannot tell it. */
  @Test
  void judge_fewOfTheRecordedBenchmarks_doNotTakeTheCommonLevelForAChange() {
    List<Run> recorded = new ArrayList<>();
    for (int s = 0; s < 2; s++) {
      recorded.add(session(14, 100 + s, s * Math.log(1.2), 0.01).build());
    }
    Report report =
        beside(
            recorded(recorded),
            List.of(session(3, 1, 0, 0.01).build()),
            List.of(session(3, 2, Math.log(1.2), 0.01).build()));

    assertThat(count(report, Verdict.Regressed.class)).isZero();
  }

  @Test
  void judge_oneForkASideAndNotRecorded_countsTheForksThatNobodySaw() {
    List<Run> others = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      others.add(session(12, s, 0, 0.01).build());
    }
    RunBuilder before = new RunBuilder("before");
    RunBuilder after = new RunBuilder("after");
    for (int i = 0; i < 12; i++) {
      double score = i % 2 == 0 ? 1.1 : 1 / 1.1;
      before.add("a.Other.bench" + i, Mode.AVERAGE_TIME, "us/op", new double[][] {{1}});
      after.add("a.Other.bench" + i, Mode.AVERAGE_TIME, "us/op", new double[][] {{score}});
    }

    Report report = beside(recorded(others), List.of(before.build()), List.of(after.build()));

    assertThat(count(report, Verdict.Regressed.class)).isZero();
  }

  @Test
  void judge_latestRecordedSessionMeasuredOtherwise_theOthersTellStill() {
    List<Run> recorded = new ArrayList<>(baseline(3, 14, 0.15));
    RunBuilder last = new RunBuilder("last");
    for (int i = 0; i < 14; i++) {
      last.add("a.B.bench" + i, Mode.AVERAGE_TIME, "ops/s", new double[][] {{1000}, {1001}});
    }
    recorded.add(last.build());

    Report report = ofUnchanged(recorded, 0.15);

    assertThat(report.warnings()).anyMatch(line -> line.contains("from 3 recorded sessions"));
    assertThat(count(report, Verdict.Regressed.class)).isZero();
  }
}

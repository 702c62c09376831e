package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Run;
import tollgate.harness.model.Unit;
import tollgate.harness.stats.GroupSequential;

class ConfirmationTest {

  private static final int SUITE = 14;
  private static final String BESIDE = "commit 0123abcd";

  private static Run session(long seed, IntToDoubleFunction slower) {
    Random random = new Random(seed);
    RunBuilder builder = new RunBuilder("session-" + seed);
    for (int i = 0; i < SUITE; i++) {
      double level = 1000 * (1 + slower.applyAsDouble(i));
      double[][] scores = new double[5][1];
      Arrays.setAll(scores, f -> new double[] {level * Math.exp(0.02 * random.nextGaussian())});
      builder.add("a.B.bench" + i, Mode.AVERAGE_TIME, "us/op", scores);
    }
    return builder.build();
  }

  private static Report byBaseline(Run candidate) {
    List<Run> baseline = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      baseline.add(session(10 + i, bench -> 0));
    }
    return Judge.judge(baseline, List.of(candidate), Policy.DEFAULT);
  }

  /** Forks in turn of the suspects that {@code slower} slows, judged in their family. */
  private static List<Comparison> again(Report first, IntToDoubleFunction slower) {
    List<BenchmarkKey> suspects = Confirmation.suspects(first);
    SequentialJudge judge =
        SequentialJudge.ofPicked(
            Policy.DEFAULT,
            Confirmation.family(first) - suspects.size(),
            GroupSequential.withLooks(5, 10),
            5,
            10);
    Random random = new Random(99);
    Map<BenchmarkKey, SequentialJudge.Pairs> pairs = new TreeMap<>();
    for (BenchmarkKey key : suspects) {
      int number = Integer.parseInt(key.benchmark().substring("a.B.bench".length()));
      double[] before = new double[10];
      double[] after = new double[10];
      Arrays.setAll(before, i -> 1000 * Math.exp(0.02 * random.nextGaussian()));
      Arrays.setAll(
          after,
          i -> 1000 * (1 + slower.applyAsDouble(number)) * Math.exp(0.02 * random.nextGaussian()));
      pairs.put(key, new SequentialJudge.Pairs(Unit.parse("us/op"), before, after));
    }
    judge.look(pairs);
    return judge.look(pairs).values().stream().map(SequentialJudge.State::comparison).toList();
  }

  private static Report applied(Run candidate, IntToDoubleFunction inTurn) {
    Report first = byBaseline(candidate);
    return Confirmation.applied(
        first, again(first, inTurn), List.of(candidate), Policy.DEFAULT, BESIDE);
  }

  private static Comparison of(Report report, int number) {
    return report.comparisons().stream()
        .filter(comparison -> comparison.key().benchmark().equals("a.B.bench" + number))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void suspects_nothingRegressed_none() {
    assertThat(Confirmation.suspects(byBaseline(session(1, bench -> 0)))).isEmpty();
  }

  @Test
  void suspects_oneRegressed_thatOne() {
    assertThat(Confirmation.suspects(byBaseline(session(1, bench -> bench == 3 ? 0.5 : 0))))
        .extracting(BenchmarkKey::benchmark)
        .containsExactly("a.B.bench3");
  }

  @Test
  void applied_shownInTurnToo_staysARegressionAndTellsBoth() {
    IntToDoubleFunction slower = bench -> bench == 3 ? 0.5 : 0;
    Report report = applied(session(1, slower), slower);

    assertThat(report.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(of(report, 3).verdict()).isInstanceOf(Verdict.Regressed.class);
    assertThat(of(report, 3).verdict().reason())
        .contains("pairs of forks beside commit 0123abcd; by the baseline it was +");
    assertThat(report.warnings())
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("measured again, fork by fork in turn; confirmed: B.bench3");
  }

  @Test
  void applied_notShownInTurn_isNoRegression() {
    Report report = applied(session(1, bench -> bench == 3 ? 0.5 : 0), bench -> 0);

    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
    assertThat(report.headline()).startsWith("No regression found");
    assertThat(of(report, 3).verdict()).isNotInstanceOf(Verdict.Regressed.class);
    assertThat(of(report, 3).change().orElseThrow().slowdown()).isBetween(-0.05, 0.05);
    assertThat(of(report, 3).verdict().reason()).contains("by the baseline it was +");
  }

  @Test
  void applied_couldNotBeMeasuredAgain_standsAndSaysSo() {
    Run candidate = session(1, bench -> bench == 3 ? 0.5 : 0);
    Report report =
        Confirmation.applied(
            byBaseline(candidate), List.of(), List.of(candidate), Policy.DEFAULT, BESIDE);

    assertThat(report.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(of(report, 3).verdict().reason()).endsWith("could not be measured again");
  }

  @Test
  void applied_moreThanAreMeasuredAgain_onlyThoseCount() {
    IntToDoubleFunction half = bench -> bench < 7 ? 0.5 : 0;
    Report first = byBaseline(session(1, half));
    Report report = applied(session(1, half), half);

    assertThat(first.comparisons().stream().map(Comparison::verdict))
        .filteredOn(Verdict.Regressed.class::isInstance)
        .hasSize(7);
    assertThat(report.comparisons().stream().map(Comparison::verdict))
        .filteredOn(Verdict.Regressed.class::isInstance)
        .hasSize(Confirmation.MOST);
    assertThat(report.comparisons().stream().map(c -> c.verdict().reason()))
        .filteredOn(reason -> reason.contains("most certain were measured again"))
        .hasSize(1);
  }

  @Test
  void applied_everythingTwiceAsSlowOnAnotherMachine_isTheMachine() {
    Report first = byBaseline(session(1, bench -> 1));
    Report report = applied(session(1, bench -> 1), bench -> 0);

    assertThat(first.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
    assertThat(report.shift().orElseThrow().note()).contains("the machine, and not the code");
  }

  @Test
  void applied_everythingTwiceAsSlowInTurnToo_isTheCode() {
    Report report = applied(session(1, bench -> 1), bench -> 1);

    assertThat(report.outcome()).isEqualTo(Outcome.REGRESSION);
    assertThat(report.headline()).contains("Everything moved by +");
    assertThat(report.shift().orElseThrow().note()).contains("a change that touches everything");
  }

  /** Of what was picked out of many, one p-value of three percent is nothing. */
  @Test
  void ofPicked_otherMembersOfTheFamily_countForTheError() {
    double[] before = {1000, 1010, 990, 1005, 995, 1000};
    double[] after = {1055, 1030, 1120, 1010, 1090, 1041};
    BenchmarkKey key = new BenchmarkKey("a.B.bench0", Mode.AVERAGE_TIME, 1, new TreeMap<>());
    Map<BenchmarkKey, SequentialJudge.Pairs> pairs =
        Map.of(key, new SequentialJudge.Pairs(Unit.parse("us/op"), before, after));

    double alone =
        q(SequentialJudge.ofPicked(Policy.DEFAULT, 0, GroupSequential.withLooks(6), 6), pairs);
    double ofMany =
        q(SequentialJudge.ofPicked(Policy.DEFAULT, 99, GroupSequential.withLooks(6), 6), pairs);

    assertThat(alone).isLessThan(0.05);
    assertThat(ofMany).isEqualTo(Math.min(1, 100 * alone));
  }

  private static double q(SequentialJudge judge, Map<BenchmarkKey, SequentialJudge.Pairs> pairs) {
    return judge.look(pairs).values().iterator().next().comparison().change().orElseThrow().q();
  }
}

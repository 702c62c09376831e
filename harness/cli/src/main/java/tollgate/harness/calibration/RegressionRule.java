package tollgate.harness.calibration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Unit;
import tollgate.harness.stats.GroupSequential;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Confirmation;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.SequentialJudge;
import tollgate.harness.verdict.Verdict;

/**
 * What the gate would exit with 1 for, as {@link GateRule} has it by the baseline alone, or after
 * measuring again in turn what that accuses.
 *
 * @param confirmed whether to measure again
 */
record RegressionRule(boolean confirmed) implements Rule {

  private static final int[] LOOKS = IntStream.rangeClosed(3, 10).toArray();
  private static final GroupSequential PLAN = GroupSequential.withLooks(LOOKS);

  @Override
  public String name() {
    return confirmed ? "measured again" : "baseline alone";
  }

  @Override
  public Alarms judge(SimulatedSuite suite) {
    Report first = GateRule.report(suite);
    Report report = confirmed ? again(first, suite) : first;
    boolean[] regressed = new boolean[suite.changed().length];
    for (Comparison comparison : report.comparisons()) {
      regressed[GateRule.index(comparison.key())] =
          comparison.verdict() instanceof Verdict.Regressed;
    }
    return new Alarms(regressed, 0, 0);
  }

  private static Report again(Report first, SimulatedSuite suite) {
    List<BenchmarkKey> suspects = Confirmation.suspects(first);
    if (suspects.isEmpty()) {
      return first;
    }
    SequentialJudge judge =
        SequentialJudge.ofPicked(
            Policy.DEFAULT, Confirmation.family(first) - suspects.size(), PLAN, LOOKS);
    Map<BenchmarkKey, SequentialJudge.Pairs> pairs = new LinkedHashMap<>();
    for (BenchmarkKey key : suspects) {
      SimulatedSuite.ForksInTurn forks = suite.inTurn().apply(GateRule.index(key));
      pairs.put(
          key, new SequentialJudge.Pairs(Unit.parse("us/op"), forks.baseline(), forks.candidate()));
    }
    Map<BenchmarkKey, SequentialJudge.State> states = Map.of();
    for (int look = 0; look < LOOKS.length; look++) {
      states = judge.look(pairs);
    }
    return Confirmation.applied(
        first,
        states.values().stream().map(SequentialJudge.State::comparison).toList(),
        List.of(),
        Policy.DEFAULT,
        "itself");
  }
}

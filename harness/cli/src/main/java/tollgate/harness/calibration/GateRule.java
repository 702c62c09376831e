package tollgate.harness.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Settings;
import tollgate.harness.model.Unit;
import tollgate.harness.verdict.Comparison;
import tollgate.harness.verdict.Judge;
import tollgate.harness.verdict.Recorded;
import tollgate.harness.verdict.Report;
import tollgate.harness.verdict.Verdict;

/** The gate itself, through the same entry that {@code compare} and {@code gate} use. */
final class GateRule implements Rule {

  private final boolean oneOfThem;

  GateRule() {
    this(false);
  }

  private GateRule(boolean oneOfThem) {
    this.oneOfThem = oneOfThem;
  }

  /**
   * Compares with the last session of the baseline alone, and takes only how far sessions differ
   * from the others.
   */
  static GateRule comparingOne() {
    return new GateRule(true);
  }

  private static final Settings SETTINGS =
      new Settings("1.37", "", "17", "", "", List.of(), 5, "1 s", 5, "1 s", 1);

  private static final Unit UNIT = Unit.parse("us/op");

  @Override
  public String name() {
    return "Tollgate";
  }

  @Override
  public Alarms judge(SimulatedSuite suite) {
    return alarms(suite, oneOfThem ? ofOne(suite) : report(suite));
  }

  /** By the baseline alone. */
  static Report report(SimulatedSuite suite) {
    return Judge.judge(baseline(suite), List.of(candidate(suite)), Policy.DEFAULT);
  }

  private static Report ofOne(SimulatedSuite suite) {
    List<Run> sessions = baseline(suite);
    int last = sessions.size() - 1;
    return Judge.judge(
        sessions.subList(last, last + 1),
        List.of(candidate(suite)),
        Policy.DEFAULT,
        new Recorded(sessions.subList(0, last), "of the simulation", List.of()));
  }

  private static List<Run> baseline(SimulatedSuite suite) {
    int count = suite.changed().length;
    List<Run> baseline = new ArrayList<>();
    for (int session = 0; session < suite.baseline()[0].length; session++) {
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        results.add(result(i, suite.baseline()[i][session]));
      }
      baseline.add(new Run("baseline " + session, Optional.empty(), results, List.of()));
    }
    return baseline;
  }

  private static Run candidate(SimulatedSuite suite) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < suite.changed().length; i++) {
      results.add(result(i, suite.candidate()[i]));
    }
    return new Run("candidate", Optional.empty(), results, List.of());
  }

  private static Result result(int index, double[][] scores) {
    BenchmarkKey key =
        new BenchmarkKey("simulated.Suite.b" + index, Mode.AVERAGE_TIME, 1, Map.of());
    Metric metric =
        new Metric(Metric.PRIMARY, UNIT, key.mode().direction(), Samples.of(scores), List.of());
    return new Result(key, SETTINGS, metric, new TreeMap<>());
  }

  /** Which benchmark of the simulated suite it is. */
  static int index(BenchmarkKey key) {
    return Integer.parseInt(key.benchmark().substring(key.benchmark().lastIndexOf('b') + 1));
  }

  private static Alarms alarms(SimulatedSuite suite, Report report) {
    boolean[] changed = new boolean[suite.changed().length];
    int covered = 0;
    int intervals = 0;
    for (Comparison comparison : report.comparisons()) {
      int index = index(comparison.key());
      Comparison.Change change = comparison.change().orElseThrow();
      intervals++;
      double truth = suite.truth(index);
      covered += change.low() <= truth && truth <= change.high() ? 1 : 0;
      changed[index] =
          comparison.verdict() instanceof Verdict.Regressed
              || comparison.verdict() instanceof Verdict.Improved;
    }
    return new Alarms(changed, covered, intervals);
  }
}

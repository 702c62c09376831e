package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Histogram;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Settings;
import tollgate.harness.model.Unit;

class JudgeTest {

  private static Report judge(RunBuilder baseline, RunBuilder candidate) {
    return judge(baseline.build(), candidate.build(), Policy.DEFAULT);
  }

  private static Report judge(Run baseline, Run candidate, Policy policy) {
    return Judge.judge(List.of(baseline), List.of(candidate), policy);
  }

  private static List<String> named(Report report, Class<? extends Verdict> verdict) {
    return report.comparisons().stream()
        .filter(c -> verdict.isInstance(c.verdict()))
        .map(c -> c.key().benchmark())
        .toList();
  }

  private static RunBuilder suite() {
    return RunBuilder.suite(20, 5, 1, "ops/s", Mode.THROUGHPUT);
  }

  @Test
  void judge_identicalRuns_pass() {
    Report report = judge(suite(), suite());
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
    assertThat(named(report, Verdict.Unchanged.class)).hasSize(20);
  }

  @ParameterizedTest
  @CsvSource({
    "ops/s, THROUGHPUT, 0.7, REGRESSION",
    "s/op, AVERAGE_TIME, 1.3, REGRESSION",
    "s/op, SAMPLE_TIME, 1.3, REGRESSION",
    "ms/op, SINGLE_SHOT, 1.3, REGRESSION",
    "ops/s, THROUGHPUT, 1.3, PASS",
    "s/op, AVERAGE_TIME, 0.7, PASS"
  })
  void judge_oneBenchmarkScaled_namesJustThatOne(
      String unit, Mode mode, double factor, Outcome outcome) {
    RunBuilder candidate = RunBuilder.suite(20, 5, 1, unit, mode).scale(7, factor);
    Report report = judge(RunBuilder.suite(20, 5, 1, unit, mode), candidate);
    assertThat(report.outcome()).isEqualTo(outcome);
    boolean worse = outcome == Outcome.REGRESSION;
    assertThat(named(report, Verdict.Regressed.class))
        .isEqualTo(worse ? List.of("a.B.bench7") : List.of());
    assertThat(named(report, Verdict.Improved.class))
        .isEqualTo(worse ? List.of() : List.of("a.B.bench7"));
  }

  @Test
  void judge_regression_comesFirstWithItsSlowdownAndInterval() {
    Report report = judge(suite(), suite().scale(3, 1 / 1.3));
    Comparison worst = report.comparisons().get(0);
    assertThat(worst.key().benchmark()).isEqualTo("a.B.bench3");
    Comparison.Change change = worst.change().orElseThrow();
    assertThat(change.slowdown()).isBetween(0.299, 0.301);
    assertThat(change.low()).isLessThan(0.3);
    assertThat(change.high()).isGreaterThan(0.3);
    assertThat(report.headline()).contains("B.bench3", "30.0 %");
  }

  @Test
  void judge_otherMachineClass_everythingIncomparableAndUndecided() {
    Environment other =
        new Environment(
            "linux-amd64-64c",
            17,
            "17.0.15",
            List.of("-Xmx1g"),
            "abc",
            false,
            "",
            "",
            new TreeMap<>(),
            new TreeMap<>(),
            RunBuilder.ENVIRONMENT.disturbance());
    Report report = judge(suite(), suite().environment(Optional.of(other)));
    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(named(report, Verdict.Incomparable.class)).hasSize(20);
    assertThat(report.headline()).contains("other machine class");
  }

  @Test
  void judge_withoutEnvironment_comparesAndWarns() {
    Report report = judge(suite(), suite().environment(Optional.empty()));
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
    assertThat(report.warnings()).anyMatch(line -> line.contains("no environment"));
  }

  @Test
  void judge_otherBytecode_incomparable() {
    Environment same = RunBuilder.ENVIRONMENT;
    TreeMap<String, String> changed = new TreeMap<>();
    changed.put("a.B", "2222222222222222");
    Environment other =
        new Environment(
            same.machineClass(),
            17,
            "17.0.15",
            same.jvmFlags(),
            "abc",
            false,
            "",
            "",
            changed,
            new TreeMap<>(),
            same.disturbance());
    Report report = judge(suite(), suite().scale(0, 0.5).environment(Optional.of(other)));
    assertThat(named(report, Verdict.Incomparable.class)).hasSize(20);
    assertThat(report.comparisons().get(0).verdict().reason()).contains("itself changed");
  }

  @ParameterizedTest
  @CsvSource({"21.0.1, other JDK", "17.0.15, other JVM flags"})
  void judge_settingsDiffer_incomparable(String jdk, String reason) {
    List<String> flags = jdk.startsWith("17") ? List.of("-XX:+UseParallelGC") : List.of();
    Settings other =
        new Settings(
            "1.37", "java", jdk, "OpenJDK 64-Bit Server VM", jdk, flags, 5, "1 s", 5, "1 s", 1);
    RunBuilder candidate =
        suite()
            .environment(Optional.empty())
            .change(2, r -> new Result(r.key(), other, r.primary(), r.secondary()));
    Report report = judge(suite().environment(Optional.empty()), candidate);
    assertThat(named(report, Verdict.Incomparable.class)).containsExactly("a.B.bench2");
    assertThat(report.comparisons().get(0).verdict().reason()).contains(reason);
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
  }

  @ParameterizedTest
  @CsvSource({"10 s, 1", "1 s, 10"})
  void judge_otherIterationLengthOrBatch_incomparable(String time, int batch) {
    Settings s = RunBuilder.SETTINGS;
    Settings other =
        new Settings(
            s.jmhVersion(),
            s.jvm(),
            s.jdkVersion(),
            s.vmName(),
            s.vmVersion(),
            s.jvmArgs(),
            5,
            "1 s",
            5,
            time,
            batch);
    Report report =
        judge(
            suite(),
            suite().change(0, r -> new Result(r.key(), other, r.primary(), r.secondary())));
    assertThat(named(report, Verdict.Incomparable.class)).containsExactly("a.B.bench0");
  }

  @Test
  void judge_iterationLengthWrittenOtherwise_compares() {
    Settings s = RunBuilder.SETTINGS;
    Settings other =
        new Settings(
            s.jmhVersion(),
            s.jvm(),
            s.jdkVersion(),
            s.vmName(),
            s.vmVersion(),
            s.jvmArgs(),
            5,
            "1 s",
            5,
            "1000 ms",
            1);
    Report report =
        judge(
            suite(),
            suite().change(0, r -> new Result(r.key(), other, r.primary(), r.secondary())));
    assertThat(named(report, Verdict.Incomparable.class)).isEmpty();
  }

  @Test
  void judge_unitChangedWithTheSameTruth_unchanged() {
    RunBuilder baseline = RunBuilder.suite(5, 5, 1, "us/op", Mode.AVERAGE_TIME);
    RunBuilder candidate = RunBuilder.suite(5, 5, 1, "ns/op", Mode.AVERAGE_TIME);
    for (int i = 0; i < 5; i++) {
      candidate.scale(i, 1000);
    }
    Report report = judge(baseline, candidate);
    assertThat(named(report, Verdict.Unchanged.class)).hasSize(5);
    assertThat(report.comparisons().get(0).unit().text()).isEqualTo("ns/op");
  }

  @Test
  void judge_otherDimensionOrMode_incomparable() {
    RunBuilder baseline = new RunBuilder("b").add("a.B.x", Mode.SINGLE_SHOT, "ms/op", rows(9, 9.1));
    RunBuilder unit = new RunBuilder("c").add("a.B.x", Mode.SINGLE_SHOT, "B/op", rows(9, 9.1));
    RunBuilder mode = new RunBuilder("d").add("a.B.x", Mode.THROUGHPUT, "ops/s", rows(9, 9.1));
    assertThat(judge(baseline, unit).comparisons())
        .singleElement()
        .satisfies(c -> assertThat(c.verdict().reason()).contains("other unit"));
    assertThat(judge(baseline, mode).comparisons())
        .singleElement()
        .satisfies(c -> assertThat(c.verdict().reason()).contains("other mode"));
  }

  @Test
  void judge_missingAndAdded_areNamed() {
    RunBuilder baseline = suite().add("a.B.gone", Mode.THROUGHPUT, "ops/s", rows(9, 9.1));
    RunBuilder candidate = suite().add("a.B.fresh", Mode.THROUGHPUT, "ops/s", rows(9, 9.1));
    Report report = judge(baseline, candidate);
    assertThat(named(report, Verdict.Missing.class)).containsExactly("a.B.gone");
    assertThat(named(report, Verdict.Added.class)).containsExactly("a.B.fresh");
  }

  @Test
  void judge_identityTwiceInOneFile_refusedAndSaid() {
    RunBuilder twice = suite().add("a.B.bench4", Mode.THROUGHPUT, "ops/s", rows(50, 51));
    Report report = judge(suite(), twice);
    assertThat(named(report, Verdict.Incomparable.class)).containsExactly("a.B.bench4");
    assertThat(report.comparisons().get(0).verdict().reason()).contains("2 times in suite-1");
  }

  @Test
  void judge_emptyRuns_undecided() {
    Report report = judge(new RunBuilder("b"), new RunBuilder("c"));
    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(report.comparisons()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity", "0", "-5", "1e300", "1e-300", "5e-324"})
  void judge_oddScores_honestVerdictEach(double odd) {
    for (double[][] scores :
        new double[][][] {{}, {{}}, {{}, {}}, {{odd}}, {{odd}, {odd}}, {{odd, 1}, {1, 1}}}) {
      RunBuilder strange = suite().add("a.B.odd", Mode.THROUGHPUT, "ops/s", scores);
      RunBuilder sound =
          suite().add("a.B.odd", Mode.THROUGHPUT, "ops/s", rows(100, 101, 99, 100, 101));
      for (Report report :
          List.of(judge(strange, sound), judge(sound, strange), judge(strange, strange))) {
        assertThat(report.comparisons()).hasSize(21);
        assertThat(report.comparisons())
            .allSatisfy(c -> assertThat(c.verdict().reason()).isNotBlank());
      }
    }
  }

  @Test
  void judge_throughputFellToZero_regressed() {
    RunBuilder baseline = suite().add("a.B.z", Mode.THROUGHPUT, "ops/s", rows(100, 101));
    RunBuilder candidate = suite().add("a.B.z", Mode.THROUGHPUT, "ops/s", rows(0, 0));
    assertThat(named(judge(baseline, candidate), Verdict.Regressed.class)).containsExactly("a.B.z");
  }

  @Test
  void judge_inconclusive_passesUnlessStrict() {
    RunBuilder baseline = suite().add("a.B.n", Mode.THROUGHPUT, "ops/s", rows(100, 130, 90));
    RunBuilder candidate = suite().add("a.B.n", Mode.THROUGHPUT, "ops/s", rows(95, 120, 99));
    Policy strict = new Policy(0.05, 0.95, 0.03, true, List.of(), List.of());
    assertThat(judge(baseline, candidate).outcome()).isEqualTo(Outcome.PASS);
    Report report = judge(baseline.build(), candidate.build(), strict);
    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(report.comparisons().get(0).verdict())
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            verdict -> assertThat(verdict.reason()).contains("would have been found", "fork"));
  }

  @Test
  void judge_missingOrIncomparable_passesUnlessStrict() {
    RunBuilder more = suite().add("a.B.n", Mode.THROUGHPUT, "ops/s", rows(100, 101, 99));
    RunBuilder other = suite().add("a.B.n", Mode.THROUGHPUT, "B/s", rows(100, 101, 99));
    Policy loose = new Policy(0.05, 0.95, 0.5, false, List.of(), List.of());
    for (RunBuilder candidate : List.of(suite(), other)) {
      Report lenient = judge(more.build(), candidate.build(), loose);
      assertThat(lenient.outcome()).isEqualTo(Outcome.PASS);
    }
    Policy looseAndStrict = loose.asStrict();
    assertThat(judge(suite().build(), suite().build(), looseAndStrict).outcome())
        .isEqualTo(Outcome.PASS);
    assertThat(judge(more.build(), suite().build(), looseAndStrict).outcome())
        .isEqualTo(Outcome.UNDECIDED);
    assertThat(judge(more.build(), other.build(), looseAndStrict).outcome())
        .isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void judge_benchmarkRule_replacesTheMinimumEffect() {
    Policy loose =
        new Policy(
            0.05,
            0.95,
            0.03,
            false,
            List.of(new Policy.BenchmarkRule("B.bench3 *", 0.5)),
            List.of());
    Report report = judge(suite().build(), suite().scale(3, 1 / 1.3).build(), loose);
    assertThat(report.outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void judge_gatedSecondaryMetric_isJudgedByItsRule() {
    Policy policy =
        new Policy(
            0.05,
            0.95,
            0.03,
            false,
            List.of(),
            List.of(new Policy.MetricRule("gc.alloc.rate.norm", false, 0.01, 8)));
    Report worse =
        judge(
            suite().secondary(0, allocation(1000, 1000.1, 1000)).build(),
            suite().secondary(0, allocation(1040, 1040.1, 1040)).build(),
            policy);
    assertThat(worse.comparisons().get(0).metric()).isEqualTo("gc.alloc.rate.norm");
    assertThat(worse.outcome()).isEqualTo(Outcome.REGRESSION);
    Report tiny =
        judge(
            suite().secondary(0, allocation(0.001, 0.0011, 0.001)).build(),
            suite().secondary(0, allocation(0.002, 0.0021, 0.002)).build(),
            policy);
    assertThat(tiny.outcome()).isEqualTo(Outcome.PASS);
  }

  private static Metric allocation(double... forks) {
    return new Metric(
        "gc.alloc.rate.norm",
        Unit.parse("B/op"),
        Direction.LOWER_IS_BETTER,
        Samples.of(rows(forks)),
        List.of());
  }

  static double[][] rows(double... forks) {
    double[][] rows = new double[forks.length][];
    for (int i = 0; i < forks.length; i++) {
      rows[i] = new double[] {forks[i]};
    }
    return rows;
  }

  @Test
  void judge_keyWithParams_joinsOnParams() {
    BenchmarkKey ten = new BenchmarkKey("a.B.p", Mode.THROUGHPUT, 1, java.util.Map.of("n", "10"));
    BenchmarkKey six = new BenchmarkKey("a.B.p", Mode.THROUGHPUT, 1, java.util.Map.of("n", "6"));
    RunBuilder baseline = new RunBuilder("b").add(ten, RunBuilder.SETTINGS, "ops/s", rows(1, 1.01));
    RunBuilder candidate =
        new RunBuilder("c").add(six, RunBuilder.SETTINGS, "ops/s", rows(1, 1.01));
    Report report = judge(baseline, candidate);
    assertThat(named(report, Verdict.Missing.class)).hasSize(1);
    assertThat(named(report, Verdict.Added.class)).hasSize(1);
  }

  @Test
  void judge_disturbedMachine_incomparableAndSaid() {
    Environment same = RunBuilder.ENVIRONMENT;
    Environment disturbed =
        new Environment(
            same.machineClass(),
            17,
            "17.0.15",
            same.jvmFlags(),
            "abc",
            false,
            "",
            "",
            same.bytecode(),
            new TreeMap<>(),
            new Disturbance(0.9, 0, 0.6));
    Report report = judge(suite(), suite().environment(Optional.of(disturbed)));
    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(report.comparisons().get(0).verdict().reason()).contains("disturbed machine");
    Policy patient =
        new Policy(
            0.05,
            0.95,
            0.03,
            false,
            List.of(),
            List.of(),
            new Policy.DisturbanceLimits(0.6, 0, 0.1, 0.05));
    Run busy = suite().environment(Optional.of(disturbed)).build();
    assertThat(judge(suite().build(), busy, patient).outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void judge_candidateStillWarmingUp_isNoResult() {
    double[][] steady = warming(0, 5);
    double[][] warming = warming(0.4, 5);
    Report report =
        judge(
            suite().add("a.B.w", Mode.AVERAGE_TIME, "us/op", steady),
            suite().add("a.B.w", Mode.AVERAGE_TIME, "us/op", warming));
    assertThat(report.comparisons())
        .filteredOn(c -> c.key().benchmark().equals("a.B.w"))
        .singleElement()
        .satisfies(c -> assertThat(c.verdict()).isInstanceOf(Verdict.Inconclusive.class))
        .satisfies(
            c -> assertThat(c.verdict().reason()).contains("candidate was still warming up"));
  }

  /** Forks that lose {@code extra} of their time evenly over five iterations. */
  private static double[][] warming(double extra, int forks) {
    double[][] scores = new double[forks][5];
    for (int f = 0; f < forks; f++) {
      for (int i = 0; i < 5; i++) {
        scores[f][i] = (100 + 0.1 * f) * (1 + extra * (4 - i) / 4);
      }
    }
    return scores;
  }

  @Test
  void judge_percentileRuleInSampleMode_readsTheHistogram() {
    Policy policy =
        new Policy(
            0.05,
            0.95,
            0.03,
            false,
            List.of(),
            List.of(new Policy.MetricRule("p0.99", false, 0.05, 0)));
    RunBuilder baseline = sampled(1000);
    RunBuilder candidate = sampled(3000);
    Report report = judge(baseline.build(), candidate.build(), policy);
    assertThat(report.comparisons())
        .filteredOn(c -> c.metric().equals("p0.99"))
        .singleElement()
        .satisfies(c -> assertThat(c.verdict()).isInstanceOf(Verdict.Regressed.class))
        .satisfies(c -> assertThat(c.candidate().orElseThrow().value()).isBetween(2990.0, 3010.0));
    assertThat(report.comparisons())
        .filteredOn(c -> c.metric().equals(Metric.PRIMARY))
        .singleElement()
        .satisfies(c -> assertThat(c.verdict()).isNotInstanceOf(Verdict.Regressed.class));
  }

  /** Five forks, nearly all operations at 10 µs, the slowest two in a hundred at {@code tail}. */
  private static RunBuilder sampled(double tail) {
    List<Histogram> histograms = new java.util.ArrayList<>();
    for (int f = 0; f < 5; f++) {
      histograms.add(
          Histogram.of(new double[] {10 + 0.01 * f, tail + f}, new long[] {980_000, 20_000}));
    }
    Metric primary =
        new Metric(
            Metric.PRIMARY,
            Unit.parse("us/op"),
            Direction.LOWER_IS_BETTER,
            Samples.of(new double[][] {{10}, {10.01}, {10.02}, {9.99}, {10}}),
            histograms);
    RunBuilder builder =
        new RunBuilder("sampled").add("a.B.s", Mode.SAMPLE_TIME, "us/op", rows(10, 10));
    return builder.change(0, r -> new Result(r.key(), r.settings(), primary, new TreeMap<>()));
  }
}

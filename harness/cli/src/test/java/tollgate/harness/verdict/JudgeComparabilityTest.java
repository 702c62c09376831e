package tollgate.harness.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static tollgate.harness.verdict.Judging.judge;
import static tollgate.harness.verdict.Judging.named;
import static tollgate.harness.verdict.Judging.rows;
import static tollgate.harness.verdict.Judging.suite;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.harness.config.Policy;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Disturbance;
import tollgate.harness.model.Environment;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Run;
import tollgate.harness.model.Settings;

/** What is the same measurement, and what is said of what is not. */
class JudgeComparabilityTest {

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
    Report report = judge(suite(), ofOtherBytecode(suite().scale(0, 0.5)));
    assertThat(named(report, Verdict.Incomparable.class)).hasSize(20);
    assertThat(report.comparisons().get(0).verdict().reason()).contains("itself changed");
  }

  /** A line for each kind of reason, however many benchmarks it is about. */
  @Test
  void judge_someSessionsOfTheBaselineDoNotFit_areLeftOutAndSaidOnceAKind() {
    RunBuilder disturbed =
        suite().environment(Optional.of(environment(bytecode(), new Disturbance(0.9, 0, 0.6))));
    Run like = suite().build();
    for (List<Run> baseline :
        List.of(
            List.of(ofOtherBytecode(suite()).build(), like), List.of(disturbed.build(), like))) {
      Report report = Judge.judge(baseline, List.of(suite().build()), Policy.DEFAULT);
      assertThat(named(report, Verdict.Incomparable.class)).isEmpty();
      assertThat(report.warnings())
          .filteredOn(line -> line.contains("left out"))
          .singleElement()
          .asString()
          .contains("for 20 benchmarks, among them B.bench0: ")
          .containsPattern("itself changed|disturbed machine");
    }
  }

  private static RunBuilder ofOtherBytecode(RunBuilder run) {
    TreeMap<String, String> changed = new TreeMap<>();
    changed.put("a.B", "2222222222222222");
    return run.environment(Optional.of(environment(changed, RunBuilder.ENVIRONMENT.disturbance())));
  }

  private static SortedMap<String, String> bytecode() {
    return RunBuilder.ENVIRONMENT.bytecode();
  }

  private static Environment environment(
      SortedMap<String, String> bytecode, Disturbance disturbance) {
    Environment same = RunBuilder.ENVIRONMENT;
    return new Environment(
        same.machineClass(),
        17,
        "17.0.15",
        same.jvmFlags(),
        "abc",
        false,
        "",
        "",
        bytecode,
        new TreeMap<>(),
        disturbance);
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
    Environment disturbed = environment(bytecode(), new Disturbance(0.9, 0, 0.6));
    Report report = judge(suite(), suite().environment(Optional.of(disturbed)));
    assertThat(report.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(report.comparisons().get(0).verdict().reason()).startsWith("disturbed machine");
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
}

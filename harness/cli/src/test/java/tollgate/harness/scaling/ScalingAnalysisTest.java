package tollgate.harness.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tollgate.harness.scaling.SweepFixture.SEVEN;
import static tollgate.harness.scaling.SweepFixture.explained;
import static tollgate.harness.scaling.SweepFixture.law;
import static tollgate.harness.scaling.SweepFixture.ledger;
import static tollgate.harness.scaling.SweepFixture.result;
import static tollgate.harness.scaling.SweepFixture.sweep;
import static tollgate.harness.scaling.SweepFixture.with;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Result;
import tollgate.harness.stats.LinearLeastSquares;

class ScalingAnalysisTest {

  @Test
  void explain_clearCoherency_reportsThePeak() {
    ScalingReport report = explained(SweepFixture.onManyProcessors(law(.03, .002, .01, SEVEN)));
    Fit fit = report.fit().known().orElseThrow();
    assertThat(fit.doubts()).isEmpty();
    assertThat(fit.peak().orElseThrow().threads()).isCloseTo(22, within(1.5));
    assertThat(fit.sigmaInterval().contains(.03)).isTrue();
  }

  @Test
  void explain_noCoherency_claimsNoPeak() {
    Fit fit = explained(sweep(law(.0525, 0, .01, SEVEN))).fit().known().orElseThrow();
    assertThat(kinds(fit)).contains(Doubt.Kind.KAPPA_UNCLEAR);
    assertThat(fit.peak()).isEmpty();
  }

  @Test
  void explain_peakBeyondTheSweep_claimsNoPeak() {
    Fit fit =
        explained(sweep(law(.01, .0001, .001, 1, 2, 4, 8, 16, 32, 50))).fit().known().orElseThrow();
    assertThat(kinds(fit)).contains(Doubt.Kind.NO_POINT_BEYOND_PEAK);
    assertThat(fit.peak()).isEmpty();
  }

  @Test
  void explain_efficiency_isRelativeToOneThread() {
    ScalingReport report = explained(sweep(law(.05, 0, 0, 1, 2, 4, 8)));
    assertThat(report.points().get(3).efficiency().orElseThrow()).isCloseTo(1 / 1.35, within(1e-9));
  }

  @Test
  void explain_missingSingleThread_saysNoEfficiencyAndNoLoss() {
    ScalingReport report = explained(sweep(law(.05, 0, .01, 2, 4, 8, 16)));
    assertThat(report.points()).allMatch(point -> point.efficiency().isEmpty());
    assertThat(report.stacks().reason()).contains("no point at one thread");
    assertThat(kinds(report.fit().known().orElseThrow())).contains(Doubt.Kind.NO_SINGLE_THREAD);
  }

  @Test
  void explain_twoOrThreePoints_refusesTheFit() {
    assertThat(explained(sweep(law(.05, 0, .01, 1, 8))).fit().reason())
        .contains("2 thread counts cannot");
    assertThat(explained(sweep(law(.05, 0, .01, 1, 4, 8))).fit().reason())
        .contains("3 thread counts cannot");
  }

  @Test
  void explain_identicalThroughputs_refusesTheFit() {
    List<Result> results = new ArrayList<>();
    for (int n : SEVEN) {
      results.add(result(n, Map.of(), "ops/s", 100, 100));
    }
    assertThat(explained(sweep(results.toArray(Result[]::new))).fit().reason())
        .contains("same to the last digit");
  }

  @Test
  void explain_superlinear_saysSo() {
    List<Result> results = new ArrayList<>();
    for (int n : SEVEN) {
      double x = 10 * Math.pow(n, 1.3);
      results.add(result(n, Map.of(), "ops/s", x, 1.01 * x, .99 * x));
    }
    Fit fit = explained(sweep(results.toArray(Result[]::new))).fit().known().orElseThrow();
    // Both coefficients on their bound leave two runs of signs, the only case seven points can
    // show.
    assertThat(kinds(fit))
        .contains(Doubt.Kind.SUPERLINEAR, Doubt.Kind.ON_BOUND, Doubt.Kind.RESIDUALS_IN_RUNS);
    assertThat(fit.peak()).isEmpty();
    assertThat(fit.prediction().reason()).contains("more together than alone");
  }

  @Test
  void explain_processorsFromTheEnvironment_raiseTheirDoubtAndAreFittedOnEachSide() {
    Result[] results = law(.03, .002, .01, 1, 2, 4, 8, 16, 32, 50);
    Sweep sweep =
        Sweeps.in(List.of(SweepFixture.run(SweepFixture.environment(8, "1GB"), results)))
            .get(0)
            .sweep()
            .known()
            .orElseThrow();
    Fit fit = explained(sweep).fit().known().orElseThrow();
    assertThat(explained(sweep).cpus()).hasValue(8);
    assertThat(kinds(fit)).contains(Doubt.Kind.CROSSES_CORES);
    assertThat(fit.peak()).isEmpty();
    assertThat(fit.sides()).extracting(Fit.Side::range).allMatch(range -> range.contains("8 (pro"));
    assertThat(fit.sides()).allMatch(side -> side.sigma().known().isPresent());
  }

  @Test
  void explain_unknownProcessors_isADoubt() {
    Fit fit = explained(sweep(law(.03, .002, .01, SEVEN))).fit().known().orElseThrow();
    assertThat(kinds(fit)).containsExactly(Doubt.Kind.CORES_UNKNOWN);
    assertThat(fit.peak()).isPresent();
  }

  @Test
  void explain_lawThatMissesTheWidestPoint_predictsNothingBeyond() {
    List<Result> results = new ArrayList<>(List.of(law(.02, 0, .001, 1, 2, 4, 8, 16, 32)));
    results.add(result(50, Map.of(), "ops/s", 100, 101, 99));
    Fit fit = explained(sweep(results.toArray(Result[]::new))).fit().known().orElseThrow();
    assertThat(fit.check().orElseThrow().holds()).isFalse();
    assertThat(fit.prediction().reason()).contains("does not even hold up to 50 threads");
  }

  @Test
  void explain_lawThatHolds_predictsTwiceTheThreads() {
    Fit fit = explained(sweep(law(.05, .001, .01, SEVEN))).fit().known().orElseThrow();
    assertThat(fit.prediction().known().orElseThrow().threads()).isEqualTo(100);
  }

  @Test
  void explain_saturatedLock_prefersTheKink() {
    List<Result> results = new ArrayList<>();
    for (int n : SEVEN) {
      double x = 10 * Math.min(n, 14) * (1 + (n % 4 - 1.5) / 300);
      results.add(result(n, Map.of(), "ops/s", x, 1.01 * x, .99 * x));
    }
    Fit fit = explained(sweep(results.toArray(Result[]::new))).fit().known().orElseThrow();
    assertThat(fit.kinkFitsBetter()).isTrue();
    assertThat(fit.saturationThreads()).isCloseTo(14, within(.3));
    assertThat(kinds(fit)).contains(Doubt.Kind.KINK_FITS_BETTER, Doubt.Kind.LACK_OF_FIT);
  }

  @Test
  void explain_sweepAcrossPoolSize_fitsEachSideOrSaysWhyNot() {
    List<Result> results = new ArrayList<>();
    for (int n : new int[] {1, 2, 4, 8, 10, 16, 32, 50}) {
      double x = 10 * Math.min(n, 10) * (1 + (n % 3 - 1) / 200.);
      results.add(result(n, Map.of("poolSize", "10"), "ops/s", x, 1.01 * x, .99 * x));
    }
    Fit fit = explained(sweep(results.toArray(Result[]::new))).fit().known().orElseThrow();
    assertThat(kinds(fit)).contains(Doubt.Kind.CROSSES_POOL);
    assertThat(fit.sides()).hasSize(2);
    assertThat(fit.sides().get(0).sigma().known().orElseThrow().value()).isLessThan(.01);
  }

  @Test
  void explain_heldOutPoint_isInsideItsPredictionInterval() {
    Fit fit = explained(sweep(law(.05, .001, .01, SEVEN))).fit().known().orElseThrow();
    Fit.Prediction check = fit.check().orElseThrow();
    assertThat(check.threads()).isEqualTo(50);
    assertThat(check.fromThreads()).isEqualTo(32);
    assertThat(check.interval().contains(check.measured().orElseThrow())).isTrue();
  }

  @Test
  void explain_ledgers_lossesSumToTheThreads() {
    ScalingReport report = explained(sweep(pool(SEVEN)));
    for (LossStack stack : report.stacks().known().orElseThrow()) {
      double lost = stack.losses().stream().mapToDouble(LossStack.Loss::lostThreads).sum();
      assertThat(stack.speedup() + lost).isCloseTo(stack.threads(), within(1e-9));
      assertThat(stack.threads() <= 5 || stack.losses().get(0).cause() == Cause.POOL_WAIT).isTrue();
      double beyond = stack.beyondHardware().orElseThrow();
      assertThat(beyond + stack.coordination().orElseThrow() + stack.speedup())
          .isCloseTo(stack.threads(), within(1e-9));
      // 100 µs of a millisecond on two processors allow 20 threads' worth of work.
      assertThat(beyond).isCloseTo(Math.max(0, stack.threads() - 20), within(1e-6));
    }
  }

  @Test
  void explain_ledgers_causeSharesSumToTheWhole() {
    ScalingReport report = explained(sweep(pool(SEVEN)));
    List<CauseShare> shares = report.shares().known().orElseThrow();
    double sigma = shares.stream().mapToDouble(CauseShare::sigma).sum();
    double pool =
        shares.stream()
            .filter(share -> share.cause() == Cause.POOL_WAIT)
            .mapToDouble(CauseShare::sigma)
            .sum();
    assertThat(pool / sigma).isCloseTo(1, within(.01));
  }

  @Test
  void explain_causeShares_sumToOneRegressionOfTheWhole() {
    Sweep sweep = sweep(pool(SEVEN));
    List<CauseShare> shares = explained(sweep).shares().known().orElseThrow();
    double alone = sweep.points().get(0).throughput().value();
    int count = sweep.points().size() - 1;
    double[][] columns = new double[2][count];
    double[] weights = new double[count];
    double[] grown = new double[count];
    for (int i = 0; i < count; i++) {
      Sweep.Point point = sweep.points().get(i + 1);
      double n = point.threads();
      columns[0][i] = n - 1;
      columns[1][i] = n * (n - 1);
      weights[i] = point.throughput().value() / (n * alone);
      grown[i] = alone * (n / point.throughput().value() - 1 / alone);
    }
    double[] whole = LinearLeastSquares.solve(columns, weights, grown);
    assertThat(shares.stream().mapToDouble(CauseShare::sigma).sum())
        .isCloseTo(whole[0], within(1e-9));
    assertThat(shares.stream().mapToDouble(CauseShare::kappa).sum())
        .isCloseTo(whole[1], within(1e-9));
  }

  @Test
  void explain_twoLedgersBeyondOne_cannotSplitTheLaw() {
    assertThat(explained(sweep(pool(1, 8, 50))).shares().reason()).contains("2 usable ledgers");
  }

  @Test
  void explain_ledgers_whatIfIsCappedByTheProcessors() {
    ScalingReport report = explained(sweep(pool(.25, SEVEN)));
    WhatIf first = report.whatIfs().known().orElseThrow().get(0);
    assertThat(first.cause()).isEqualTo(Cause.POOL_WAIT);
    assertThat(first.stop()).isEqualTo(WhatIf.Stop.PROCESSORS);
    // Two processors, a quarter of them busy at 5,000 operations a second: 100 µs for each.
    assertThat(first.throughput()).isCloseTo(20_000, within(1.));
  }

  @Test
  void explain_withoutLedgers_saysHowToGetOne() {
    ScalingReport report = explained(sweep(law(.05, 0, .01, SEVEN)));
    assertThat(report.stacks().reason()).contains("--ledger");
    assertThat(report.whatIfs().reason()).contains("--ledger");
  }

  /** 900 µs of holding and 100 µs of computing through a pool of five, on two processors. */
  private static Result[] pool(int... threads) {
    return pool(1., threads);
  }

  /** The same with so large a share of the processors busy. */
  private static Result[] pool(double hostBusy, int[] threads) {
    List<Result> results = new ArrayList<>();
    for (int n : threads) {
      double residence = Math.max(1000, n * 1000 / 5.);
      double x = n / residence * 1e6;
      Map<Cause, Double> rows =
          Map.of(Cause.CPU, 100., Cause.SLEEP, 900., Cause.POOL_WAIT, residence - 1000);
      SortedMap<String, Metric> ledger = with(ledger(rows, 2), "ledger.hostBusy", hostBusy);
      results.add(result(n, Map.of(), "ops/s", ledger, x, x * 1.01, x * .99));
    }
    return results.toArray(Result[]::new);
  }

  private static List<Doubt.Kind> kinds(Fit fit) {
    return fit.doubts().stream().map(Doubt::kind).toList();
  }
}

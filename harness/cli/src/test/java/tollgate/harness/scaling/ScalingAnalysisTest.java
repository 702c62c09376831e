package tollgate.harness.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tollgate.harness.scaling.SweepFixture.SEVEN;
import static tollgate.harness.scaling.SweepFixture.law;
import static tollgate.harness.scaling.SweepFixture.ledger;
import static tollgate.harness.scaling.SweepFixture.result;
import static tollgate.harness.scaling.SweepFixture.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tollgate.harness.model.Cause;
import tollgate.harness.model.Result;

class ScalingAnalysisTest {

  @Test
  void explain_clearCoherency_reportsThePeak() {
    ScalingReport report = ScalingAnalysis.explain(sweep(law(.03, .002, .01, SEVEN)));
    Fit fit = report.fit().known().orElseThrow();
    assertThat(fit.doubts()).isEmpty();
    assertThat(fit.peak().orElseThrow().threads()).isCloseTo(22, within(1.5));
    assertThat(fit.sigmaInterval().contains(.03)).isTrue();
  }

  @Test
  void explain_noCoherency_claimsNoPeak() {
    Fit fit = ScalingAnalysis.explain(sweep(law(.0525, 0, .01, SEVEN))).fit().known().orElseThrow();
    assertThat(kinds(fit)).contains(Doubt.Kind.KAPPA_UNCLEAR);
    assertThat(fit.peak()).isEmpty();
  }

  @Test
  void explain_peakBeyondTheSweep_claimsNoPeak() {
    Fit fit =
        ScalingAnalysis.explain(sweep(law(.01, .0001, .001, 1, 2, 4, 8, 16, 32, 50)))
            .fit()
            .known()
            .orElseThrow();
    assertThat(kinds(fit)).contains(Doubt.Kind.NO_POINT_BEYOND_PEAK);
    assertThat(fit.peak()).isEmpty();
  }

  @Test
  void explain_efficiency_isRelativeToOneThread() {
    ScalingReport report = ScalingAnalysis.explain(sweep(law(.05, 0, 0, 1, 2, 4, 8)));
    assertThat(report.points().get(3).efficiency().orElseThrow()).isCloseTo(1 / 1.35, within(1e-9));
  }

  @Test
  void explain_missingSingleThread_saysNoEfficiencyAndNoLoss() {
    ScalingReport report = ScalingAnalysis.explain(sweep(law(.05, 0, .01, 2, 4, 8, 16)));
    assertThat(report.points()).allMatch(point -> point.efficiency().isEmpty());
    assertThat(report.stacks().reason()).contains("no point at one thread");
    assertThat(kinds(report.fit().known().orElseThrow())).contains(Doubt.Kind.NO_SINGLE_THREAD);
  }

  @Test
  void explain_twoOrThreePoints_refusesTheFit() {
    assertThat(ScalingAnalysis.explain(sweep(law(.05, 0, .01, 1, 8))).fit().reason())
        .contains("2 thread counts cannot");
    assertThat(ScalingAnalysis.explain(sweep(law(.05, 0, .01, 1, 4, 8))).fit().reason())
        .contains("3 thread counts cannot");
  }

  @Test
  void explain_identicalThroughputs_refusesTheFit() {
    List<Result> results = new ArrayList<>();
    for (int n : SEVEN) {
      results.add(result(n, Map.of(), "ops/s", 100, 100));
    }
    assertThat(ScalingAnalysis.explain(sweep(results.toArray(Result[]::new))).fit().reason())
        .contains("same to the last digit");
  }

  @Test
  void explain_superlinear_saysSo() {
    List<Result> results = new ArrayList<>();
    for (int n : SEVEN) {
      double x = 10 * Math.pow(n, 1.3);
      results.add(result(n, Map.of(), "ops/s", x, 1.01 * x, .99 * x));
    }
    Fit fit =
        ScalingAnalysis.explain(sweep(results.toArray(Result[]::new))).fit().known().orElseThrow();
    assertThat(kinds(fit)).contains(Doubt.Kind.SUPERLINEAR, Doubt.Kind.ON_BOUND);
    assertThat(fit.peak()).isEmpty();
  }

  @Test
  void explain_saturatedLock_prefersTheKink() {
    List<Result> results = new ArrayList<>();
    for (int n : SEVEN) {
      double x = 10 * Math.min(n, 14) * (1 + (n % 4 - 1.5) / 300);
      results.add(result(n, Map.of(), "ops/s", x, 1.01 * x, .99 * x));
    }
    Fit fit =
        ScalingAnalysis.explain(sweep(results.toArray(Result[]::new))).fit().known().orElseThrow();
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
    Fit fit =
        ScalingAnalysis.explain(sweep(results.toArray(Result[]::new))).fit().known().orElseThrow();
    assertThat(kinds(fit)).contains(Doubt.Kind.CROSSES_POOL);
    assertThat(fit.sides()).hasSize(2);
    assertThat(fit.sides().get(0).sigma().known().orElseThrow().value()).isLessThan(.01);
  }

  @Test
  void explain_heldOutPoint_isInsideItsPredictionInterval() {
    Fit fit =
        ScalingAnalysis.explain(sweep(law(.05, .001, .01, SEVEN))).fit().known().orElseThrow();
    Fit.Prediction check = fit.predictions().get(0);
    assertThat(check.threads()).isEqualTo(50);
    assertThat(check.fromThreads()).isEqualTo(32);
    assertThat(check.interval().contains(check.measured().orElseThrow())).isTrue();
  }

  @Test
  void explain_ledgers_lossesSumToTheThreads() {
    ScalingReport report = ScalingAnalysis.explain(sweep(pool(SEVEN)));
    for (LossStack stack : report.stacks().known().orElseThrow()) {
      double lost = stack.losses().stream().mapToDouble(LossStack.Loss::lostThreads).sum();
      assertThat(stack.speedup() + lost).isCloseTo(stack.threads(), within(1e-9));
      assertThat(stack.threads() <= 5 || stack.losses().get(0).cause() == Cause.POOL_WAIT).isTrue();
      assertThat(stack.beyondHardware() + stack.coordination() + stack.speedup())
          .isCloseTo(stack.threads(), within(1e-9));
    }
  }

  @Test
  void explain_ledgers_causeSharesSumToTheWhole() {
    ScalingReport report = ScalingAnalysis.explain(sweep(pool(SEVEN)));
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
  void explain_ledgers_whatIfIsCappedByTheProcessors() {
    ScalingReport report = ScalingAnalysis.explain(sweep(pool(SEVEN)));
    WhatIf first = report.whatIfs().known().orElseThrow().get(0);
    assertThat(first.cause()).isEqualTo(Cause.POOL_WAIT);
    assertThat(first.cappedByProcessors()).isTrue();
    // Two processors at 100 µs of computing per operation.
    assertThat(first.throughput()).isCloseTo(20_000, within(1.));
  }

  @Test
  void explain_withoutLedgers_saysHowToGetOne() {
    ScalingReport report = ScalingAnalysis.explain(sweep(law(.05, 0, .01, SEVEN)));
    assertThat(report.stacks().reason()).contains("--ledger");
    assertThat(report.whatIfs().reason()).contains("--ledger");
  }

  /** 900 µs of holding and 100 µs of computing through a pool of five, on two processors. */
  private static Result[] pool(int... threads) {
    List<Result> results = new ArrayList<>();
    for (int n : threads) {
      double residence = Math.max(1000, n * 1000 / 5.);
      double x = n / residence * 1e6;
      Map<Cause, Double> rows =
          Map.of(Cause.CPU, 100., Cause.SLEEP, 900., Cause.POOL_WAIT, residence - 1000);
      results.add(result(n, Map.of(), "ops/s", ledger(rows, 2), x, x * 1.01, x * .99));
    }
    return results.toArray(Result[]::new);
  }

  private static List<Doubt.Kind> kinds(Fit fit) {
    return fit.doubts().stream().map(Doubt::kind).toList();
  }
}

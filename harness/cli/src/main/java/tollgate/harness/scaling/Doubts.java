package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tollgate.harness.scaling.Doubt.Kind;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.stats.Interval;
import tollgate.harness.stats.RunsTest;
import tollgate.harness.stats.SaturationFit;
import tollgate.harness.stats.UslFit;

/** The list of reasons not to believe a fit, gone through for one fit. */
final class Doubts {

  private static final int ENOUGH_POINTS = 6;
  private static final double RUNS_LEVEL = 0.05;

  /** Of up to seven residuals two runs are the fewest, and no rarer than 0.057. */
  private static final double RUNS_LEVEL_OF_FEW = 0.10;

  private static final int FEW_RESIDUALS = 7;

  /** Residuals this many times the forks' own scatter are the law's fault, not noise. */
  private static final double LACK_OF_FIT_FACTOR = 3;

  private final Sweep sweep;
  private final UslFit usl;
  private final SaturationFit kink;
  private final List<Doubt> doubts = new ArrayList<>();

  private Doubts(Sweep sweep, UslFit usl, SaturationFit kink) {
    this.sweep = sweep;
    this.usl = usl;
    this.kink = kink;
  }

  static List<Doubt> of(Sweep sweep, UslFit usl, SaturationFit kink) {
    Doubts doubts = new Doubts(sweep, usl, kink);
    doubts.points();
    doubts.parameters();
    doubts.residuals();
    doubts.limits();
    return List.copyOf(doubts.doubts);
  }

  private void points() {
    int count = sweep.points().size();
    if (count < ENOUGH_POINTS) {
      add(Kind.FEW_POINTS, "only %d thread counts; fewer than %d", count, ENOUGH_POINTS);
    }
    if (sweep.single().isEmpty()) {
      add(Kind.NO_SINGLE_THREAD, "no point at one thread: efficiency has nothing to relate to");
    }
    if (sweep.points().stream().anyMatch(point -> point.throughput().count() < 2)) {
      add(Kind.SINGLE_FORKS, "some points rest on one fork, whose scatter nobody knows");
    }
    @Nullable PointReport best = null;
    for (PointReport point : ScalingAnalysis.points(sweep)) {
      double low = point.efficiencyInterval().map(Interval::low).orElse(excess(point));
      if (point.threads() > 1 && low > 1) {
        best = point;
      }
    }
    if (best != null) {
      add(
          Kind.SUPERLINEAR,
          "%d threads do %.2f times the work of one per thread: the single thread is slowed by"
              + " something (cold caches, frequency, idle wake-ups)",
          best.threads(),
          best.efficiency().orElse(Double.NaN));
    }
  }

  /** Without an interval, five percent above perfect counts as superlinear. */
  private static double excess(PointReport point) {
    return point.efficiency().orElse(0) / 1.05;
  }

  private void parameters() {
    Interval kappa = usl.kappaInterval(ScalingAnalysis.CONFIDENCE);
    if (usl.sigma() == 0 || usl.kappa() == 0) {
      String which = usl.sigma() > 0 ? "κ is" : usl.kappa() > 0 ? "σ is" : "σ and κ are";
      add(Kind.ON_BOUND, "%s on the bound 0", which);
    }
    if (kappa.low() <= 0) {
      add(
          Kind.KAPPA_UNCLEAR,
          "κ may be 0 (95 %% interval up to %.2g): a peak is not shown",
          kappa.high());
    }
    OptionalDouble peak = usl.peak();
    int most = sweep.widest().threads();
    if (peak.isPresent() && peak.getAsDouble() > most) {
      add(
          Kind.NO_POINT_BEYOND_PEAK,
          "the law's peak (%.0f threads) lies beyond the widest point (%d)",
          peak.getAsDouble(),
          most);
    }
  }

  private void residuals() {
    double[] residuals = usl.residuals();
    double p = RunsTest.tooFewRuns(residuals);
    if (p <= (residuals.length <= FEW_RESIDUALS ? RUNS_LEVEL_OF_FEW : RUNS_LEVEL)) {
      add(Kind.RESIDUALS_IN_RUNS, "residuals keep their sign for too long (p = %.3f)", p);
    }
    if (kink.rss() < usl.rss()) {
      add(
          Kind.KINK_FITS_BETTER,
          "a saturated resource (perfect up to %.1f threads, then flat) is closer to the points"
              + " with one parameter less",
          kink.ceiling());
    }
    double noise =
        Math.sqrt(
            sweep.points().stream()
                .filter(point -> point.throughput().count() > 1)
                .mapToDouble(p1 -> p1.throughput().variance() / p1.throughput().count())
                .average()
                .orElse(Double.NaN));
    if (usl.residualSd() > LACK_OF_FIT_FACTOR * noise) {
      add(
          Kind.LACK_OF_FIT,
          "residuals of %.1f %% are far above the forks' own scatter of %.1f %%",
          100 * usl.residualSd(),
          100 * noise);
    }
  }

  private void limits() {
    int most = sweep.widest().threads();
    int least = sweep.points().get(0).threads();
    if (sweep.cpus().isEmpty()) {
      add(
          Kind.CORES_UNKNOWN,
          "how many processors there were is not recorded: the sweep may cross that number");
    } else if (least <= sweep.cpus().getAsInt() && sweep.cpus().getAsInt() < most) {
      add(
          Kind.CROSSES_CORES,
          "the sweep crosses the number of processors (%d): two regimes, one curve",
          sweep.cpus().getAsInt());
    }
    for (Limits.Limit limit : Limits.pools(sweep.id())) {
      if (least <= limit.value() && limit.value() < most) {
        add(Kind.CROSSES_POOL, "the sweep crosses the pool size %s: two regimes, one curve", limit);
      }
    }
  }

  private void add(Kind kind, String text, Object... values) {
    doubts.add(new Doubt(kind, String.format(Locale.ROOT, text, values)));
  }
}

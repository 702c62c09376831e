package tollgate.harness.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tollgate.harness.scaling.Fit.Estimate;
import tollgate.harness.scaling.Fit.Prediction;
import tollgate.harness.stats.AmdahlFit;
import tollgate.harness.stats.SaturationFit;
import tollgate.harness.stats.UslFit;

/** Fits the laws and decides what may be claimed from them. */
final class FitAnalysis {

  private static final double CONFIDENCE = ScalingAnalysis.CONFIDENCE;

  /** A hold-out needs a fit that still has a degree of freedom. */
  private static final int MIN_FOR_CHECK = UslFit.MIN_POINTS + 1;

  private FitAnalysis() {}

  static Answer<Fit> fit(Sweep sweep) {
    double[] n = sweep.threads();
    double[] x = sweep.throughputs();
    Optional<String> refusal = refusal(n, x);
    if (refusal.isPresent()) {
      return Answer.cannotSay(refusal.get());
    }
    UslFit usl = UslFit.of(n, x);
    AmdahlFit amdahl = AmdahlFit.of(n, x);
    SaturationFit kink = SaturationFit.of(n, x);
    List<Doubt> doubts = Doubts.of(sweep, usl, kink);
    Optional<Prediction> check = check(sweep);
    return Answer.of(
        new Fit(
            usl.lambda(),
            usl.sigma(),
            usl.sigmaInterval(CONFIDENCE),
            usl.kappa(),
            usl.kappaInterval(CONFIDENCE),
            100 * usl.residualSd(),
            amdahl.sigma(),
            amdahl.sigmaInterval(CONFIDENCE),
            kink.ceiling(),
            kink.rss() < usl.rss(),
            peak(usl, doubts),
            doubts,
            sides(sweep),
            check,
            beyond(sweep, usl, doubts, check)));
  }

  private static Optional<String> refusal(double[] n, double[] x) {
    if (n.length < UslFit.MIN_POINTS) {
      return Optional.of(
          n.length
              + " thread counts cannot determine three parameters and their error; measure at least "
              + UslFit.MIN_POINTS
              + ", better 7: --threads 1,2,4,8,16,32,50");
    }
    if (Arrays.stream(x).distinct().count() == 1) {
      return Optional.of(
          "the throughput is the same to the last digit at every thread count, which no measurement"
              + " gives; check where the file comes from");
    }
    return Optional.empty();
  }

  private static Optional<Fit.Peak> peak(UslFit usl, List<Doubt> doubts) {
    if (doubts.stream().anyMatch(doubt -> doubt.kind().forbidsPeak())) {
      return Optional.empty();
    }
    return usl.peakInterval(CONFIDENCE)
        .map(interval -> new Fit.Peak(usl.peak().orElseThrow(), interval));
  }

  /** The law on each side of a pool size or number of processors that the sweep crosses. */
  private static List<Fit.Side> sides(Sweep sweep) {
    List<Fit.Side> sides = new ArrayList<>();
    int most = sweep.widest().threads();
    for (Limits.Limit limit : Limits.of(sweep)) {
      if (limit.value() > 1 && limit.value() < most) {
        sides.add(side(sweep, "N ≤ " + limit, 0, limit.value()));
        sides.add(side(sweep, "N ≥ " + limit, limit.value(), Integer.MAX_VALUE));
      }
    }
    return sides;
  }

  private static Fit.Side side(Sweep sweep, String range, int from, int to) {
    List<Sweep.Point> inside =
        sweep.points().stream().filter(p -> p.threads() >= from && p.threads() <= to).toList();
    if (inside.size() < UslFit.MIN_POINTS) {
      String reason = inside.size() + " thread counts there; a fit needs " + UslFit.MIN_POINTS;
      return new Fit.Side(range, Answer.cannotSay(reason), Answer.cannotSay(reason));
    }
    Sweep part = sweep.only(inside);
    UslFit usl = UslFit.of(part.threads(), part.throughputs());
    return new Fit.Side(
        range,
        Answer.of(new Estimate(usl.sigma(), usl.sigmaInterval(CONFIDENCE))),
        Answer.of(new Estimate(usl.kappa(), usl.kappaInterval(CONFIDENCE))));
  }

  /** The widest point, as the law expects it that was fitted without it. */
  private static Optional<Prediction> check(Sweep sweep) {
    int count = sweep.points().size();
    if (count < MIN_FOR_CHECK) {
      return Optional.empty();
    }
    UslFit without =
        UslFit.of(
            Arrays.copyOf(sweep.threads(), count - 1),
            Arrays.copyOf(sweep.throughputs(), count - 1));
    return Optional.of(
        prediction(
            without,
            sweep.widest().threads(),
            sweep.points().get(count - 2).threads(),
            OptionalDouble.of(sweep.widest().throughput().value())));
  }

  /**
   * At twice the most threads, unless the points already show that the law does not reach there.
   */
  private static Answer<Prediction> beyond(
      Sweep sweep, UslFit usl, List<Doubt> doubts, Optional<Prediction> check) {
    int most = sweep.widest().threads();
    if (doubts.stream().anyMatch(doubt -> doubt.kind() == Doubt.Kind.SUPERLINEAR)) {
      return Answer.cannotSay("threads do more together than alone, for which the law has no term");
    }
    if (check.isPresent() && !check.get().holds()) {
      return Answer.cannotSay(
          "the law does not even hold up to "
              + most
              + " threads: fitted without that point it misses it");
    }
    return Answer.of(prediction(usl, 2 * most, most, OptionalDouble.empty()));
  }

  private static Prediction prediction(UslFit usl, int at, int from, OptionalDouble measured) {
    return new Prediction(
        at, from, usl.throughputAt(at), usl.predictionInterval(at, CONFIDENCE), measured);
  }
}

package tollgate.harness.render;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalInt;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.Doubt;
import tollgate.harness.scaling.Fit;
import tollgate.harness.stats.Interval;

/** The laws of a sweep in words: what they say, and why not to believe it. */
final class FitText {

  private static final int LONGEST_REASON = 300;

  private final OptionalInt width;

  FitText(OptionalInt width) {
    this.width = width;
  }

  void write(Answer<Fit> answer, Appendable out) throws IOException {
    if (answer instanceof Answer.CannotSay<Fit> unknown) {
      paragraph(out, "Law: cannot say: " + SafeText.isolated(unknown.reason(), LONGEST_REASON));
      return;
    }
    Fit fit = answer.known().orElseThrow();
    paragraph(
        out,
        String.format(
            Locale.ROOT,
            "Law: contention σ = %s %s, coherency κ = %s %s; the points lie %.1f %% off it"
                + " (Amdahl alone: σ = %s %s)",
            Figures.value(fit.sigma()),
            ScalingText.plain(fit.sigmaInterval()),
            Figures.value(fit.kappa()),
            ScalingText.plain(fit.kappaInterval()),
            fit.residualPercent(),
            Figures.value(fit.amdahlSigma()),
            ScalingText.plain(fit.amdahlInterval())));
    peak(fit, out);
    for (Doubt doubt : fit.doubts()) {
      paragraph(out, "  doubt: " + SafeText.isolated(doubt.text(), LONGEST_REASON));
    }
    for (Fit.Side side : fit.sides()) {
      side(side, out);
    }
    if (fit.check().isPresent()) {
      prediction(fit.check().get(), out);
    }
    if (fit.prediction() instanceof Answer.CannotSay<Fit.Prediction> unknown) {
      paragraph(
          out,
          "  Predicted beyond: cannot say: " + SafeText.isolated(unknown.reason(), LONGEST_REASON));
    } else {
      prediction(fit.prediction().known().orElseThrow(), out);
    }
  }

  private void peak(Fit fit, Appendable out) throws IOException {
    if (fit.peak().isPresent()) {
      Fit.Peak peak = fit.peak().get();
      Interval interval = peak.interval();
      paragraph(
          out,
          String.format(
              Locale.ROOT,
              "  Throughput peaks at %.0f threads [%.0f, %.0f]; more do less.",
              peak.threads(),
              interval.low(),
              interval.high()));
    } else {
      paragraph(out, "  No peak is claimed, because:");
    }
  }

  private void side(Fit.Side side, Appendable out) throws IOException {
    String range = SafeText.isolated(side.range(), LONGEST_REASON);
    if (side.sigma().known().isEmpty() || side.kappa().known().isEmpty()) {
      paragraph(out, "  " + range + ": cannot say: " + side.sigma().reason());
      return;
    }
    Fit.Estimate sigma = side.sigma().known().get();
    Fit.Estimate kappa = side.kappa().known().get();
    paragraph(
        out,
        "  "
            + range
            + " by itself: σ = "
            + Figures.value(sigma.value())
            + " "
            + ScalingText.plain(sigma.interval())
            + ", κ = "
            + Figures.value(kappa.value())
            + " "
            + ScalingText.plain(kappa.interval()));
  }

  private void prediction(Fit.Prediction prediction, Appendable out) throws IOException {
    String expected =
        Figures.value(prediction.throughput())
            + " ops/s "
            + ScalingText.plain(prediction.interval());
    if (prediction.measured().isPresent()) {
      double measured = prediction.measured().getAsDouble();
      paragraph(
          out,
          String.format(
              Locale.ROOT,
              "  Checked: from N ≤ %d the law expects %s at %d; measured %s: %s",
              prediction.fromThreads(),
              expected,
              prediction.threads(),
              Figures.value(measured),
              prediction.holds() ? "it holds" : "IT DOES NOT HOLD"));
    } else {
      paragraph(
          out,
          String.format(
              Locale.ROOT,
              "  Predicted at %d threads, if the law holds that far: %s",
              prediction.threads(),
              expected));
    }
  }

  private void paragraph(Appendable out, String text) throws IOException {
    Wrap.paragraph(text, width, out);
  }
}

package tollgate.harness.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tollgate.harness.scaling.Answer;
import tollgate.harness.scaling.CauseShare;
import tollgate.harness.scaling.Fit;
import tollgate.harness.scaling.LossStack;
import tollgate.harness.scaling.Overhead;
import tollgate.harness.scaling.ScalingReport;
import tollgate.harness.scaling.ScalingReport.PointReport;
import tollgate.harness.scaling.SweepId;
import tollgate.harness.scaling.Sweeps;
import tollgate.harness.scaling.WhatIf;
import tollgate.harness.stats.Interval;

/**
 * The stories of sweeps for programs, schema 1. What cannot be said is {@code {"cannotSay":
 * reason}}; numbers JSON has no word for are {@code null}.
 */
public final class ScalingJson {

  private static final int SCHEMA = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ScalingJson() {}

  /**
   * Writes everything as one object.
   *
   * @param reports the sweeps that were explained
   * @param others what was found besides: no sweeps, each with its reason
   */
  public static void render(List<ScalingReport> reports, List<Sweeps.Found> others, Appendable out)
      throws IOException {
    ObjectNode root = NODES.objectNode();
    root.put("schema", SCHEMA);
    ArrayNode sweeps = root.putArray("sweeps");
    reports.forEach(report -> sweeps.add(sweep(report)));
    ArrayNode unknown = root.putArray("noSweeps");
    for (Sweeps.Found found : others) {
      ObjectNode node = unknown.addObject();
      identity(node, found.id());
      node.put("cannotSay", found.sweep().reason());
    }
    out.append(JSON.writeValueAsString(root)).append('\n');
  }

  private static void identity(ObjectNode node, SweepId id) {
    node.put("benchmark", id.benchmark());
    node.put("mode", id.mode().label());
    ObjectNode params = node.putObject("params");
    id.params().forEach(params::put);
  }

  private static ObjectNode sweep(ScalingReport report) {
    ObjectNode node = NODES.objectNode();
    identity(node, report.id());
    if (report.cpus().isPresent()) {
      node.put("processors", report.cpus().getAsInt());
    } else {
      node.putNull("processors");
    }
    ArrayNode points = node.putArray("points");
    report.points().forEach(point -> point(points.addObject(), point));
    answer(node.putObject("fit"), report.fit(), ScalingJson::fit);
    ObjectNode losses = node.putObject("losses");
    answer(losses, report.stacks(), ScalingJson::stacks);
    ArrayNode unexplained = losses.putArray("unexplained");
    report
        .unexplained()
        .forEach(
            (threads, reason) ->
                unexplained.addObject().put("threads", threads).put("cannotSay", reason));
    report
        .overhead()
        .ifPresentOrElse(
            overhead -> answer(node.putObject("overhead"), overhead, ScalingJson::overhead),
            () -> node.putNull("overhead"));
    answer(node.putObject("causes"), report.shares(), ScalingJson::shares);
    answer(node.putObject("whatIf"), report.whatIfs(), ScalingJson::whatIfs);
    ArrayNode notes = node.putArray("notes");
    report.notes().forEach(notes::add);
    return node;
  }

  private static void point(ObjectNode node, PointReport point) {
    node.put("threads", point.threads());
    node.put("forks", point.forks());
    number(node, "throughputPerSecond", point.throughput());
    interval(node, "throughputInterval", point.throughputInterval());
    number(node, "efficiency", point.efficiency());
    interval(node, "efficiencyInterval", point.efficiencyInterval());
    double loss = 1 - point.efficiency().orElse(Double.NaN);
    number(node, "loss", loss);
    interval(
        node,
        "lossInterval",
        point.efficiencyInterval().map(i -> new Interval(1 - i.high(), 1 - i.low())));
    number(node, "ledgerSpeed", point.ledgerSpeed());
  }

  /** Writes a known answer's fields. */
  private interface Fields<T> {
    void write(ObjectNode node, T value);
  }

  private static <T> void answer(ObjectNode node, Answer<T> answer, Fields<T> fields) {
    answer
        .known()
        .ifPresentOrElse(
            value -> fields.write(node, value), () -> node.put("cannotSay", answer.reason()));
  }

  private static void fit(ObjectNode node, Fit fit) {
    number(node, "lambda", fit.lambda());
    number(node, "sigma", fit.sigma());
    interval(node, "sigmaInterval", Optional.of(fit.sigmaInterval()));
    number(node, "kappa", fit.kappa());
    interval(node, "kappaInterval", Optional.of(fit.kappaInterval()));
    number(node, "residualPercent", fit.residualPercent());
    number(node, "amdahlSigma", fit.amdahlSigma());
    interval(node, "amdahlInterval", Optional.of(fit.amdahlInterval()));
    number(node, "saturationThreads", fit.saturationThreads());
    node.put("kinkFitsBetter", fit.kinkFitsBetter());
    number(
        node,
        "peakThreads",
        fit.peak().map(peak -> OptionalDouble.of(peak.threads())).orElse(OptionalDouble.empty()));
    interval(node, "peakInterval", fit.peak().map(Fit.Peak::interval));
    ArrayNode doubts = node.putArray("doubts");
    fit.doubts()
        .forEach(d -> doubts.addObject().put("kind", d.kind().name()).put("text", d.text()));
    ArrayNode sides = node.putArray("sides");
    for (Fit.Side side : fit.sides()) {
      ObjectNode part = sides.addObject().put("range", side.range());
      answer(part.putObject("sigma"), side.sigma(), ScalingJson::estimate);
      answer(part.putObject("kappa"), side.kappa(), ScalingJson::estimate);
    }
    ArrayNode predictions = node.putArray("predictions");
    fit.check().ifPresent(check -> prediction(predictions.addObject(), check));
    fit.prediction()
        .known()
        .ifPresentOrElse(
            known -> prediction(predictions.addObject(), known),
            () -> node.put("noPredictionBeyond", fit.prediction().reason()));
  }

  private static void prediction(ObjectNode node, Fit.Prediction prediction) {
    node.put("threads", prediction.threads());
    node.put("fromThreads", prediction.fromThreads());
    number(node, "throughputPerSecond", prediction.throughput());
    interval(node, "interval", Optional.of(prediction.interval()));
    number(node, "measured", prediction.measured());
  }

  private static void overhead(ObjectNode node, Overhead overhead) {
    identity(node.putObject("control"), overhead.control());
    ArrayNode points = node.putArray("points");
    for (Overhead.At at : overhead.points()) {
      ObjectNode one = points.addObject().put("threads", at.threads());
      number(one, "share", at.share());
      interval(one, "interval", at.interval());
    }
    ArrayNode caveats = node.putArray("notLikeWithLike");
    overhead.caveats().forEach(caveats::add);
  }

  private static void estimate(ObjectNode node, Fit.Estimate estimate) {
    number(node, "value", estimate.value());
    interval(node, "interval", Optional.of(estimate.interval()));
  }

  private static void stacks(ObjectNode node, List<LossStack> stacks) {
    ArrayNode array = node.putArray("stacks");
    for (LossStack stack : stacks) {
      ObjectNode one = array.addObject();
      one.put("threads", stack.threads());
      number(one, "speedup", stack.speedup());
      number(one, "hardwareCeiling", stack.hardwareCeiling().known().orElse(Double.NaN));
      number(one, "lostToHardware", stack.beyondHardware());
      number(one, "lostToCoordination", stack.coordination());
      number(one, "hostBusy", stack.context().hostBusy());
      number(one, "foreignBusy", stack.context().foreignBusy());
      ObjectNode database = one.putObject("databaseMicros");
      stack.context().database().forEach((name, micros) -> number(database, name, micros));
      ObjectNode causes = one.putObject("lostThreads");
      for (LossStack.Loss loss : stack.losses()) {
        ObjectNode cause = causes.putObject(loss.cause().label());
        number(cause, "value", loss.lostThreads());
        interval(cause, "bounds", Optional.of(new Interval(loss.low(), loss.high())));
      }
    }
  }

  private static void shares(ObjectNode node, List<CauseShare> shares) {
    for (CauseShare share : shares) {
      ObjectNode cause = node.putObject(share.cause().label());
      number(cause, "sigma", share.sigma());
      number(cause, "kappa", share.kappa());
    }
  }

  private static void whatIfs(ObjectNode node, List<WhatIf> whatIfs) {
    node.put("note", "a model, not a measurement");
    ArrayNode array = node.putArray("without");
    for (WhatIf whatIf : whatIfs) {
      ObjectNode one = array.addObject();
      one.put("cause", whatIf.cause().label());
      one.put("threads", whatIf.threads());
      number(one, "throughputPerSecond", whatIf.throughput());
      number(one, "gain", whatIf.gain());
      one.put("cappedByProcessors", whatIf.stop() == WhatIf.Stop.PROCESSORS);
      one.put("cappedByPerfectScaling", whatIf.stop() == WhatIf.Stop.PERFECT_SCALING);
    }
  }

  private static void interval(ObjectNode node, String name, Optional<Interval> interval) {
    if (interval.isEmpty()) {
      node.putNull(name);
      return;
    }
    ArrayNode ends = node.putArray(name);
    for (double end : new double[] {interval.get().low(), interval.get().high()}) {
      if (Double.isFinite(end)) {
        ends.add(end);
      } else {
        ends.addNull();
      }
    }
  }

  private static void number(ObjectNode node, String name, OptionalDouble value) {
    number(node, name, value.orElse(Double.NaN));
  }

  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}

package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import tollgate.harness.model.Histogram;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Unit;
import tollgate.harness.stats.LogMean;

/**
 * What one side measured of one metric: every iteration of every fork of every session, and the
 * means with their intervals.
 */
final class SideJson {

  private static final double CONFIDENCE = 0.95;

  private SideJson() {}

  /**
   * A metric in one session.
   *
   * @param session place of the session among the side's
   */
  record Measured(int session, Metric metric) {}

  /**
   * Writes sessions and the mean over them.
   *
   * @param unit all values are converted to it; what cannot be is left out
   * @param iterations whether to write single iterations; fork means are always written
   */
  static void write(List<Measured> all, Unit unit, boolean iterations, ObjectNode target) {
    List<double[]> sessions = new ArrayList<>();
    ArrayNode array = target.putArray("sessions");
    for (Measured measured : all) {
      OptionalDouble factor = measured.metric().unit().factorTo(unit);
      if (factor.isPresent()) {
        ObjectNode session = array.addObject();
        session.put("session", measured.session());
        double[] forks = forkMeans(measured.metric(), factor.getAsDouble());
        sessions.add(forks);
        mean(forks, session);
        ArrayNode means = session.putArray("forkMeans");
        Arrays.stream(forks).forEach(fork -> Numbers.add(means, fork));
        if (iterations) {
          iterations(measured.metric(), factor.getAsDouble(), session.putArray("forks"));
        }
      }
    }
    mean(replicates(sessions), target);
  }

  /** The mean of a metric alone, without what it is the mean of. */
  static void writeMean(List<Measured> all, Unit unit, ObjectNode target) {
    List<double[]> sessions = new ArrayList<>();
    for (Measured measured : all) {
      measured
          .metric()
          .unit()
          .factorTo(unit)
          .ifPresent(factor -> sessions.add(forkMeans(measured.metric(), factor)));
    }
    mean(replicates(sessions), target);
  }

  /** Sessions as soon as there are two, forks before. */
  private static double[] replicates(List<double[]> sessions) {
    if (sessions.size() == 1) {
      return sessions.get(0);
    }
    return sessions.stream().mapToDouble(SideJson::center).toArray();
  }

  private static double[] forkMeans(Metric metric, double factor) {
    double[] forks =
        metric.samples().size() == 0
            ? metric.histograms().stream().mapToDouble(Histogram::mean).toArray()
            : metric.samples().forkMeans();
    return Arrays.stream(forks).map(fork -> fork * factor).toArray();
  }

  private static void iterations(Metric metric, double factor, ArrayNode target) {
    for (int fork = 0; fork < metric.samples().forkCount(); fork++) {
      ArrayNode scores = target.addArray();
      for (double score : metric.samples().fork(fork)) {
        Numbers.add(scores, score * factor);
      }
    }
  }

  private static boolean isPositive(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private static double center(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    return finite.length > 0 && Arrays.stream(finite).allMatch(SideJson::isPositive)
        ? LogMean.of(finite).value()
        : Arrays.stream(finite).average().orElse(Double.NaN);
  }

  /** The mean, and where all values are positive and there are two, its interval. */
  private static void mean(double[] values, ObjectNode target) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    Numbers.put(target, "value", center(finite));
    target.put("replicates", finite.length);
    if (finite.length > 1 && Arrays.stream(finite).allMatch(SideJson::isPositive)) {
      LogMean.of(finite)
          .interval(CONFIDENCE)
          .ifPresent(
              interval -> {
                Numbers.put(target, "low", interval.low());
                Numbers.put(target, "high", interval.high());
              });
    }
  }
}

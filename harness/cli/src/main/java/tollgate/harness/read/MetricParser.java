package tollgate.harness.read;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tollgate.harness.model.Direction;
import tollgate.harness.model.Histogram;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Samples;
import tollgate.harness.model.Unit;

/** Reads one metric object: score, unit, and raw data of every fork. */
final class MetricParser {

  private static final int FEW_ITERATIONS = 8;

  private final JsonCursor cursor;
  private double score = Double.NaN;
  private String unit = "";
  private boolean hasRawData;
  private final List<double[]> forks = new ArrayList<>();
  private final List<Histogram> histograms = new ArrayList<>();

  private MetricParser(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /** Reads the object under the cursor and leaves the cursor on its end. */
  static MetricParser parse(JsonCursor cursor, String what) throws IOException {
    cursor.expect(JsonToken.START_OBJECT, "an object as " + what);
    MetricParser metric = new MetricParser(cursor);
    while (cursor.nextField()) {
      metric.field(cursor.fieldName());
    }
    return metric;
  }

  /** Whether no raw data of any fork is there: the score alone is left to rest on. */
  boolean lacksRawData() {
    return !hasRawData;
  }

  /** Whether no fork delivered anything. */
  boolean isEmpty() {
    return forks.stream().allMatch(fork -> fork.length == 0)
        && histograms.stream().allMatch(histogram -> histogram.total() == 0);
  }

  int forkCount() {
    return forks.size();
  }

  /** The metric by the name and direction its place in the file gives it. */
  Metric toMetric(String name, Direction direction) {
    return new Metric(
        name, Unit.parse(unit), direction, Samples.of(forks.toArray(double[][]::new)), histograms);
  }

  /** Operations per time are better when more; times, bytes and counts when fewer. */
  Metric toSecondary(String name) {
    boolean rate = Unit.parse(unit).dimension().startsWith("ops/");
    return toMetric(name, rate ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER);
  }

  /** Without raw data the score is all there is: one replicate, which supports no verdict. */
  void fallBackToScore() {
    if (!hasRawData && !Double.isNaN(score)) {
      forks.add(new double[] {score});
    }
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "score" -> score = cursor.number("score");
      case "scoreUnit" -> unit = cursor.text("scoreUnit");
      case "rawData" -> rawData();
      case "rawDataHistogram" -> rawDataHistogram();
      default -> cursor.skip();
    }
  }

  private void rawData() throws IOException {
    if (cursor.current() == JsonToken.VALUE_NULL) {
      return;
    }
    cursor.expect(JsonToken.START_ARRAY, "an array of forks as rawData");
    hasRawData = true;
    while (cursor.next() != JsonToken.END_ARRAY) {
      cursor.expect(JsonToken.START_ARRAY, "an array of iterations in rawData");
      forks.add(iterations());
    }
  }

  private double[] iterations() throws IOException {
    double[] scores = new double[FEW_ITERATIONS];
    int size = 0;
    while (cursor.next() != JsonToken.END_ARRAY) {
      if (size == scores.length) {
        scores = Arrays.copyOf(scores, size * 2);
      }
      scores[size++] = cursor.number("an iteration's score");
    }
    return Arrays.copyOf(scores, size);
  }

  /** Forks of iterations of pairs of value and count; a fork's iterations are added up. */
  private void rawDataHistogram() throws IOException {
    if (cursor.current() == JsonToken.VALUE_NULL) {
      return;
    }
    cursor.expect(JsonToken.START_ARRAY, "an array of forks as rawDataHistogram");
    hasRawData = true;
    while (cursor.next() != JsonToken.END_ARRAY) {
      cursor.expect(JsonToken.START_ARRAY, "an array of iterations in rawDataHistogram");
      histograms.add(histogram());
      forks.add(new double[0]);
    }
  }

  private Histogram histogram() throws IOException {
    TreeMap<Double, Long> counts = new TreeMap<>();
    while (cursor.next() != JsonToken.END_ARRAY) {
      cursor.expect(JsonToken.START_ARRAY, "an array of pairs in rawDataHistogram");
      while (cursor.next() != JsonToken.END_ARRAY) {
        pair(counts);
      }
    }
    return Histogram.of(
        counts.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        counts.values().stream().mapToLong(Long::longValue).toArray());
  }

  private void pair(Map<Double, Long> counts) throws IOException {
    cursor.expect(JsonToken.START_ARRAY, "a pair of value and count in rawDataHistogram");
    cursor.next();
    double value = cursor.number("a value of rawDataHistogram");
    if (!Double.isFinite(value)) {
      throw cursor.fail("a value of rawDataHistogram is " + value);
    }
    cursor.next();
    long count = cursor.count("a count of rawDataHistogram");
    if (cursor.next() != JsonToken.END_ARRAY) {
      throw cursor.fail("expected two numbers, value and count, in rawDataHistogram");
    }
    // -0.0 and 0.0 are two keys of a tree but one value of a histogram.
    counts.merge(value + 0.0, count, Long::sum);
  }
}

package tollgate.harness.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Metric;
import tollgate.harness.model.Mode;
import tollgate.harness.model.Result;
import tollgate.harness.model.Settings;

/** Reads one entry of JMH's array: a benchmark × params × mode × threads. */
final class ResultParser {

  /** Until 1.35 JMH marked its own metrics with a middle dot; other character sets mangled it. */
  private static final String MIDDLE_DOTS = "\u00b7\ufffd?";

  private final JsonCursor cursor;
  private final Oddities oddities;

  private String benchmark = "";
  private @Nullable Mode mode;
  private int threads;
  private int forks = 1;
  private String jmhVersion = "";
  private String jvm = "";
  private String jdkVersion = "";
  private String vmName = "";
  private String vmVersion = "";
  private String warmupTime = "";
  private String measurementTime = "";
  private int warmupIterations;
  private int measurementIterations;
  private int batchSize = 1;
  private @Nullable MetricParser primary;
  private final List<String> jvmArgs = new ArrayList<>();
  private final SortedMap<String, String> params = new TreeMap<>();
  private final SortedMap<String, Metric> secondary = new TreeMap<>();

  private ResultParser(JsonCursor cursor, Oddities oddities) {
    this.cursor = cursor;
    this.oddities = oddities;
  }

  /** Reads the object under the cursor and leaves the cursor on its end. */
  static Result parse(JsonCursor cursor, Oddities oddities) throws IOException {
    ResultParser parser = new ResultParser(cursor, oddities);
    while (cursor.nextField()) {
      parser.field(cursor.fieldName());
    }
    return parser.toResult();
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "benchmark" -> benchmark = cursor.text(name);
      case "mode" -> mode = mode(cursor.text(name));
      case "threads" -> threads = cursor.wholeNumber(name, 1);
      case "forks" -> forks = cursor.wholeNumber(name, 0);
      case "params" -> readParams();
      case "primaryMetric" -> primary = MetricParser.parse(cursor, name);
      case "secondaryMetrics" -> readSecondary();
      default -> setting(name);
    }
  }

  private void setting(String name) throws IOException {
    switch (name) {
      case "jmhVersion" -> jmhVersion = cursor.text(name);
      case "jvm" -> jvm = cursor.text(name);
      case "jvmArgs" -> readJvmArgs();
      case "jdkVersion" -> jdkVersion = cursor.text(name);
      case "vmName" -> vmName = cursor.text(name);
      case "vmVersion" -> vmVersion = cursor.text(name);
      case "warmupIterations" -> warmupIterations = cursor.wholeNumber(name, 0);
      case "warmupTime" -> warmupTime = cursor.text(name);
      case "measurementIterations" -> measurementIterations = cursor.wholeNumber(name, 0);
      case "measurementTime" -> measurementTime = cursor.text(name);
      case "measurementBatchSize" -> batchSize = cursor.wholeNumber(name, 0);
      default -> cursor.skip();
    }
  }

  private Mode mode(String label) {
    return Mode.ofLabel(label)
        .orElseThrow(
            () ->
                cursor.fail("no mode of JMH: \"" + label + "\" (known: thrpt, avgt, sample, ss)"));
  }

  private void readParams() throws IOException {
    cursor.object("params", name -> params.put(name, cursor.text("the parameter " + name)));
  }

  private void readJvmArgs() throws IOException {
    cursor.array("jvmArgs", () -> jvmArgs.add(cursor.text("an argument in jvmArgs")));
  }

  private void readSecondary() throws IOException {
    cursor.object(
        "secondaryMetrics",
        marked -> {
          String name = withoutDot(marked);
          MetricParser metric = MetricParser.parse(cursor, "the metric " + name);
          metric.fallBackToScore();
          secondary.put(name, metric.toSecondary(name));
        });
  }

  private static String withoutDot(String name) {
    return name.length() > 1 && MIDDLE_DOTS.indexOf(name.charAt(0)) >= 0 ? name.substring(1) : name;
  }

  private Result toResult() {
    if (benchmark.isEmpty()) {
      throw cursor.fail("this entry has no \"benchmark\": not a result of JMH");
    }
    if (mode == null || primary == null || threads == 0) {
      String missing = mode == null ? "mode" : primary == null ? "primaryMetric" : "threads";
      throw cursor.fail(benchmark + " has no \"" + missing + "\": not a result of JMH");
    }
    BenchmarkKey key = new BenchmarkKey(benchmark, mode, threads, params);
    noteOddities(key, primary);
    return new Result(
        key, settings(), primary.toMetric(Metric.PRIMARY, mode.direction()), secondary);
  }

  private void noteOddities(BenchmarkKey key, MetricParser metric) {
    String name = key.toString();
    if (metric.lacksRawData()) {
      metric.fallBackToScore();
      oddities.add("no raw data, only a score: no interval can be formed", name);
    } else if (metric.isEmpty()) {
      oddities.add("no fork delivered a score", name);
    } else if (metric.forkCount() < forks) {
      oddities.add("forks were lost: " + metric.forkCount() + " of " + forks + " delivered", name);
    } else if (forks == 0) {
      oddities.add("measured inside JMH's own JVM (forks 0): a single replicate", name);
    }
  }

  private Settings settings() {
    return new Settings(
        jmhVersion,
        jvm,
        jdkVersion,
        vmName,
        vmVersion,
        jvmArgs,
        warmupIterations,
        warmupTime,
        measurementIterations,
        measurementTime,
        batchSize);
  }
}

package tollgate.harness.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes result files as JMH does, and environments as the probe does. */
final class JmhFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORKS = 5;
  private static final int ITERATIONS = 5;

  private final Random random;
  private final List<ObjectNode> entries = new ArrayList<>();

  /** Equal seeds give equal scores. */
  JmhFile(long seed) {
    this.random = new Random(seed);
  }

  /** Adds a benchmark whose forks scatter by half a percent around {@code score}. */
  JmhFile add(String benchmark, String mode, String unit, double score) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("jmhVersion", "1.37");
    entry.put("benchmark", benchmark);
    entry.put("mode", mode);
    entry.put("threads", 50);
    entry.put("forks", FORKS);
    entry.put("jvm", "/opt/jdk/bin/java");
    entry.putArray("jvmArgs");
    entry.put("jdkVersion", "17.0.9");
    entry.put("vmName", "OpenJDK 64-Bit Server VM");
    entry.put("vmVersion", "17.0.9+9");
    entry.put("warmupIterations", 5);
    entry.put("warmupTime", "1 s");
    entry.put("measurementIterations", ITERATIONS);
    entry.put("measurementTime", "1 s");
    entry.put("measurementBatchSize", 1);
    ObjectNode metric = entry.putObject("primaryMetric");
    metric.put("score", score);
    metric.put("scoreError", "NaN");
    metric.put("scoreUnit", unit);
    ArrayNode forks = metric.putArray("rawData");
    for (int fork = 0; fork < FORKS; fork++) {
      double center = score * Math.exp(0.005 * random.nextGaussian());
      ArrayNode iterations = forks.addArray();
      for (int i = 0; i < ITERATIONS; i++) {
        iterations.add(center * Math.exp(0.002 * random.nextGaussian()));
      }
    }
    entry.putObject("secondaryMetrics");
    entries.add(entry);
    return this;
  }

  /** Three benchmarks, rates and times. */
  static JmhFile suite(long seed) {
    return new JmhFile(seed)
        .add("org.example.Pool.borrow", "thrpt", "ops/s", 1000)
        .add("org.example.Query.read", "avgt", "s/op", 0.25)
        .add("org.example.Socket.echo", "avgt", "us/op", 40);
  }

  /** Multiplies all raw scores of the entry at {@code index}. */
  JmhFile scale(int index, double factor) {
    for (var fork : entries.get(index).path("primaryMetric").withArray("rawData")) {
      ArrayNode iterations = (ArrayNode) fork;
      for (int i = 0; i < iterations.size(); i++) {
        iterations.set(i, JSON.getNodeFactory().numberNode(iterations.get(i).asDouble() * factor));
      }
    }
    return this;
  }

  /** Adds a secondary metric whose iterations all scatter a little around {@code score}. */
  JmhFile addSecondary(int index, String name, String unit, double score) {
    ObjectNode metric = entries.get(index).withObject("secondaryMetrics").putObject(name);
    metric.put("score", score);
    metric.put("scoreUnit", unit);
    ArrayNode iterations = metric.putArray("rawData").addArray();
    for (int i = 0; i < ITERATIONS; i++) {
      iterations.add(score * Math.exp(0.002 * random.nextGaussian()));
    }
    return this;
  }

  ObjectNode entry(int index) {
    return entries.get(index);
  }

  Path write(Path file) throws IOException {
    ArrayNode array = JSON.createArrayNode();
    entries.forEach(array::add);
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), array);
    return file;
  }

  /** Writes the environment beside {@code result}; the object can be changed before. */
  static void writeEnvironment(Path result, ObjectNode environment) throws IOException {
    String name = String.valueOf(result.getFileName()).replace(".json", ".env.json");
    JSON.writeValue(result.resolveSibling(name).toFile(), environment);
  }

  /** An environment without any objection to it. */
  static ObjectNode environment(String machineClass, String startTime) {
    ObjectNode environment = JSON.createObjectNode();
    environment.put("schema", 1);
    ObjectNode run = environment.putObject("run");
    run.put("startTime", startTime);
    run.put("complete", true);
    run.putArray("commandLine").add("-t").add("50");
    ObjectNode build = environment.putObject("build");
    build.put("commit", "2de7f51abcdef0123456789abcdef0123456789a");
    build.put("dirty", false);
    environment.putObject("machine").put("machineClass", machineClass);
    ObjectNode jvm = environment.putObject("jvm");
    jvm.put("major", 17);
    jvm.put("version", "17.0.9");
    jvm.putArray("arguments");
    jvm.putObject("flags").put("UseG1GC", "true").put("MaxHeapSize", "123");
    ObjectNode classes = environment.putObject("benchmarkClasses");
    classes.putObject("org.example.Pool").put("bytecodeSha256", "aa");
    ObjectNode disturbance = environment.putObject("disturbance");
    disturbance.put("wallSeconds", 60.0);
    disturbance.put("cpuPressureShare", 0.9);
    disturbance.put("stolenShare", 0.001);
    disturbance.put("otherCpuShare", 0.02);
    return environment;
  }
}

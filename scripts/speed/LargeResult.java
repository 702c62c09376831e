import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Random;

/** Writes a result file as JMH does: {@code BENCHMARKS SAMPLES SEED}, five iterations a fork. */
public final class LargeResult {

  private static final int ITERATIONS = 5;

  public static void main(String[] args) throws IOException {
    int benchmarks = Integer.parseInt(args[0]);
    int forks = Integer.parseInt(args[1]) / ITERATIONS;
    Random noise = new Random(Long.parseLong(args[2]));
    try (JsonGenerator json = new JsonFactory().createGenerator(System.out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (int i = 0; i < benchmarks; i++) {
        write(json, i, forks, noise);
      }
      json.writeEndArray();
    }
  }

  private static void write(JsonGenerator json, int index, int forks, Random noise)
      throws IOException {
    double level = Math.pow(10, new Random(index).nextDouble() * 6);
    json.writeStartObject();
    json.writeStringField("jmhVersion", "1.37");
    json.writeStringField("benchmark", "org.example.Bench" + index / 10 + ".method" + index % 10);
    json.writeStringField("mode", "thrpt");
    json.writeNumberField("threads", 50);
    json.writeNumberField("forks", forks);
    json.writeStringField("jdkVersion", "17.0.9");
    json.writeStringField("measurementTime", "1 s");
    json.writeObjectFieldStart("primaryMetric");
    json.writeNumberField("score", level);
    json.writeStringField("scoreError", "NaN");
    json.writeStringField("scoreUnit", "ops/s");
    json.writeArrayFieldStart("rawData");
    for (int fork = 0; fork < forks; fork++) {
      double center = level * Math.exp(0.02 * noise.nextGaussian());
      json.writeStartArray();
      for (int i = 0; i < ITERATIONS; i++) {
        json.writeNumber(center * Math.exp(0.01 * noise.nextGaussian()));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeObjectFieldStart("secondaryMetrics");
    json.writeEndObject();
    json.writeEndObject();
  }
}

package tollgate.harness.read.jfr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.harness.model.BenchmarkKey;
import tollgate.harness.model.Mode;

/** Which benchmark something the probe wrote is about. */
final class MeasuredBenchmark {

  private static final ObjectMapper JSON = new ObjectMapper();

  private MeasuredBenchmark() {}

  /** The benchmark that a recording's own event names; empty when it names none we know. */
  static Optional<BenchmarkKey> key(Map<String, Object> event) {
    try {
      return key(
          text(event, "benchmark"),
          text(event, "mode"),
          event.get("threads") instanceof Long threads ? threads.intValue() : 0,
          JSON.readTree(text(event, "params")));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> event, String field) {
    return event.get(field) instanceof String text ? text : "";
  }

  /** The benchmark of an index entry. */
  static Optional<BenchmarkKey> key(JsonNode entry) {
    return key(
        entry.path("benchmark").asText(),
        entry.path("mode").asText(),
        entry.path("threads").asInt(),
        entry.path("params"));
  }

  private static Optional<BenchmarkKey> key(
      String benchmark, String mode, int threads, JsonNode params) {
    TreeMap<String, String> values = new TreeMap<>();
    params.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    return Mode.ofLabel(mode)
        .filter(known -> !benchmark.isEmpty())
        .map(known -> new BenchmarkKey(benchmark, known, threads, values));
  }
}

package tollgate.harness.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the environments of several invocations of one run into one: the first one's facts, the
 * code, servers and benchmarks of all, and the disturbance averaged over time.
 */
final class EnvironmentParts {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WALL = "wallSeconds";

  private EnvironmentParts() {}

  /**
   * Writes {@code target} when any of {@code files} is there.
   *
   * @param complete whether everything planned was measured
   * @return whether there was one
   */
  static boolean merge(List<Path> files, Path target, boolean complete) throws IOException {
    List<ObjectNode> parts = new ArrayList<>();
    for (Path file : files) {
      if (Files.isRegularFile(file) && JSON.readTree(file.toFile()) instanceof ObjectNode part) {
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      return false;
    }
    ResultParts.write(merge(parts, complete), target);
    return true;
  }

  private static ObjectNode merge(List<ObjectNode> parts, boolean complete) {
    ObjectNode all = parts.get(0).deepCopy();
    ObjectNode classes = all.withObject("/benchmarkClasses");
    Map<String, JsonNode> backends = new LinkedHashMap<>();
    ArrayNode benchmarks = JSON.createArrayNode();
    boolean whole = complete;
    for (ObjectNode part : parts) {
      part.path("benchmarkClasses")
          .properties()
          .forEach(e -> classes.set(e.getKey(), e.getValue()));
      part.path("backends")
          .forEach(backend -> backends.put(backend.path("name").asText(), backend));
      part.path("benchmarks").forEach(benchmarks::add);
      whole &= part.path("run").path("complete").asBoolean(true);
      all.withObject("/run").set("endTime", part.path("run").path("endTime"));
    }
    all.withObject("/run").put("complete", whole);
    all.putArray("backends").addAll(backends.values());
    all.set("benchmarks", benchmarks);
    all.set("disturbance", average(parts.stream().map(part -> part.path("disturbance")).toList()));
    return all;
  }

  private static ObjectNode average(List<JsonNode> disturbances) {
    ObjectNode mean = JSON.createObjectNode();
    double wall = disturbances.stream().mapToDouble(each -> each.path(WALL).asDouble()).sum();
    mean.put(WALL, wall);
    for (Map.Entry<String, JsonNode> field : disturbances.get(0).properties()) {
      String name = field.getKey();
      if (name.equals(WALL)) {
        continue;
      }
      if (wall > 0 && disturbances.stream().allMatch(each -> each.path(name).isNumber())) {
        double sum =
            disturbances.stream()
                .mapToDouble(each -> each.path(name).asDouble() * each.path(WALL).asDouble())
                .sum();
        mean.put(name, sum / wall);
      } else {
        mean.putNull(name);
      }
    }
    return mean;
  }
}

package tollgate.harness.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.harness.model.Ledger;

/**
 * Puts the ledgers beside the scores they belong to: the {@code time.*}, {@code ledger.*} and
 * {@code db.*} metrics of the ledger's forks become metrics of the scored entries, and the ledger
 * fork's own score becomes {@code ledger.score}. Baselines then carry their ledgers by themselves.
 */
final class LedgerMerge {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PREFIXES = List.of("time.", "ledger.", "db.");

  private LedgerMerge() {}

  /**
   * Merges {@code ledgers} into {@code result}, whole or not at all.
   *
   * @return how many entries of {@code result} now carry a ledger, failed ones included
   */
  static int into(Path result, Path ledgers) throws IOException {
    if (!Files.exists(result) || !Files.exists(ledgers)) {
      return 0;
    }
    Map<JsonNode, JsonNode> byIdentity = new HashMap<>();
    for (JsonNode entry : JSON.readTree(ledgers.toFile())) {
      byIdentity.put(identity(entry), entry);
    }
    JsonNode entries = JSON.readTree(result.toFile());
    int merged = 0;
    for (JsonNode entry : entries) {
      JsonNode ledger = byIdentity.get(identity(entry));
      if (ledger != null && entry instanceof ObjectNode target) {
        merge(target, ledger);
        merged++;
      }
    }
    ResultParts.write(entries, result);
    return merged;
  }

  private static ArrayNode identity(JsonNode entry) {
    ArrayNode identity = JSON.createArrayNode();
    for (String field : List.of("benchmark", "mode", "threads", "params")) {
      JsonNode value = entry.path(field);
      identity.add(value.isMissingNode() ? JSON.nullNode() : value);
    }
    return identity;
  }

  private static void merge(ObjectNode entry, JsonNode ledger) {
    ObjectNode metrics =
        entry.path("secondaryMetrics") instanceof ObjectNode present
            ? present
            : entry.putObject("secondaryMetrics");
    ledger
        .path("secondaryMetrics")
        .properties()
        .forEach(
            metric -> {
              if (PREFIXES.stream().anyMatch(metric.getKey()::startsWith)) {
                metrics.set(metric.getKey(), metric.getValue());
              }
            });
    JsonNode primary = ledger.path("primaryMetric");
    if (primary instanceof ObjectNode own) {
      ObjectNode score = own.deepCopy();
      // A sample mode's histogram is of no use there, and long.
      score.remove("rawDataHistogram");
      metrics.set(Ledger.SCORE_METRIC, score);
    }
  }
}

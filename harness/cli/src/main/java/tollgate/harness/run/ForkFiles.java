package tollgate.harness.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.harness.model.InputException;

/**
 * Where an interleaved comparison leaves what it found:
 *
 * <pre>
 * ab.json                       what is compared, and how
 * forks/BENCHMARK-ROUND-SIDE.json   JMH's JSON of each fork, with its environment beside it
 * baseline.json, candidate.json     all forks of each version, with their environments
 * jmh.log                       everything JMH said
 * </pre>
 *
 * <p>A fork is there or not: an interrupted comparison goes on where it stopped.
 */
public final class ForkFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  private ForkFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder that is empty, not there yet, or holds an earlier part of the same comparison.
   *
   * @param design what is compared, and how
   * @throws InputException when the folder holds anything else
   */
  static ForkFiles open(Path folder, ObjectNode design) throws IOException {
    Path file = folder.resolve("ab.json");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      try (var entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new InputException(
              folder + ": the folder is not empty, and results are not written over");
        }
      }
      Files.createDirectory(folder.resolve("forks"));
      ResultParts.write(design, file);
    } else if (!design.equals(JSON.readTree(file.toFile()))) {
      throw new InputException(
          folder
              + ": holds a comparison of other jars or with other options, see ab.json there;"
              + " choose another folder");
    }
    return new ForkFiles(folder.toAbsolutePath());
  }

  /** Everything JMH said. */
  Path log() {
    return folder.resolve("jmh.log");
  }

  /** All forks of a version, see {@link #merge}. */
  public Path merged(Side side) {
    return folder.resolve(side == Side.BASELINE ? "baseline.json" : "candidate.json");
  }

  /** JMH's JSON of one fork; empty when it has not been measured. */
  public Optional<Path> fork(Subject subject, int round, Side side) {
    return Optional.of(path(subject, round, side)).filter(Files::isRegularFile);
  }

  /** Where JMH writes a fork that is not finished. */
  Path part() {
    return folder.resolve("forks").resolve("running.json");
  }

  /** Keeps the fork that JMH has just written; false when it wrote nothing usable. */
  boolean keep(Subject subject, int round, Side side) throws IOException {
    Path part = part();
    if (!Files.isRegularFile(part)
        || Files.size(part) == 0
        || JSON.readTree(part.toFile()).isEmpty()) {
      return false;
    }
    Path target = path(subject, round, side);
    Path environment = Invocation.environment(part);
    if (Files.isRegularFile(environment)) {
      Files.move(environment, Invocation.environment(target), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** Removes what a fork left that did not finish. */
  void discardPart() throws IOException {
    Files.deleteIfExists(part());
    Files.deleteIfExists(Invocation.environment(part()));
  }

  private Path path(Subject subject, int round, Side side) {
    String version = side == Side.BASELINE ? "baseline" : "candidate";
    return folder
        .resolve("forks")
        .resolve(subject.stem() + "-" + (round + 1) + "-" + version + ".json");
  }

  /**
   * Writes {@link #merged} of both sides, with what {@code subjects} have in both versions.
   *
   * @param rounds how many rounds to look for
   */
  void merge(List<Subject> subjects, int rounds, boolean complete) throws IOException {
    for (Side side : Side.values()) {
      List<Path> files = new ArrayList<>();
      for (Subject subject : subjects) {
        for (int round = 0; round < rounds; round++) {
          fork(subject, round, side).ifPresent(files::add);
        }
      }
      ArrayNode merged = merge(files);
      if (!merged.isEmpty()) {
        ResultParts.write(merged, merged(side));
        EnvironmentParts.merge(
            files.stream().map(Invocation::environment).toList(),
            Invocation.environment(merged(side)),
            complete);
      }
    }
  }

  private static ArrayNode merge(List<Path> files) throws IOException {
    Map<List<JsonNode>, ObjectNode> entries = new LinkedHashMap<>();
    for (Path file : files) {
      for (JsonNode node : JSON.readTree(file.toFile())) {
        if (node instanceof ObjectNode entry) {
          List<JsonNode> identity =
              List.of(
                  entry.path("benchmark"),
                  entry.path("mode"),
                  entry.path("threads"),
                  entry.path("params"));
          entries.merge(identity, entry, ForkFiles::append);
        }
      }
    }
    return JSON.createArrayNode().addAll(entries.values());
  }

  /** The same measurement with another fork. What JMH computed over one fork no longer holds. */
  private static ObjectNode append(ObjectNode entry, ObjectNode fork) {
    entry.put("forks", entry.path("forks").asInt() + fork.path("forks").asInt());
    append(entry.path("primaryMetric"), fork.path("primaryMetric"));
    fork.path("secondaryMetrics")
        .properties()
        .forEach(
            metric ->
                append(entry.path("secondaryMetrics").path(metric.getKey()), metric.getValue()));
    return entry;
  }

  private static void append(JsonNode metric, JsonNode fork) {
    for (String field : List.of("rawData", "rawDataHistogram")) {
      if (metric.path(field) instanceof ArrayNode forks
          && fork.path(field) instanceof ArrayNode more) {
        forks.addAll(more);
      }
    }
    if (metric instanceof ObjectNode changed && fork.path("score").isNumber()) {
      int forks = Math.max(metric.path("rawData").size(), metric.path("rawDataHistogram").size());
      double mean = metric.path("score").asDouble();
      changed.put("score", mean + (fork.path("score").asDouble() - mean) / Math.max(1, forks));
      changed.put("scoreError", "NaN");
      changed.putArray("scoreConfidence").add("NaN").add("NaN");
      changed.remove("scorePercentiles");
    }
  }
}

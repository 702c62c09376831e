package tollgate.harness.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Puts the JMH JSON of several invocations into one file, entries untouched. */
final class ResultParts {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultParts() {}

  /**
   * The entries of one invocation: JMH's own file when it came to write it, else what its forks
   * left.
   */
  static ArrayNode read(Invocation invocation) throws IOException {
    if (isFilled(invocation.result())) {
      JsonNode whole = JSON.readTree(invocation.result().toFile());
      if (whole instanceof ArrayNode entries && !entries.isEmpty()) {
        return entries;
      }
    }
    ArrayNode entries = JSON.createArrayNode();
    for (Path file : files(invocation.forks())) {
      if (JSON.readTree(file.toFile()) instanceof ArrayNode kept) {
        entries.addAll(kept);
      }
    }
    return entries;
  }

  private static boolean isFilled(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) > 0;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /**
   * Writes all entries of {@code invocations}, whole or not at all.
   *
   * @return how many entries there are; nothing is written when there are none
   */
  static int merge(List<Invocation> invocations, Path target) throws IOException {
    ArrayNode all = JSON.createArrayNode();
    for (Invocation invocation : invocations) {
      all.addAll(read(invocation));
    }
    if (!all.isEmpty()) {
      write(all, target);
    }
    return all.size();
  }

  /** Writes {@code node} beside its target first: a crash leaves the former file or none. */
  static void write(JsonNode node, Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    JSON.writeValue(part.toFile(), node);
    Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}

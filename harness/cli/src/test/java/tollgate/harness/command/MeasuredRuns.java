package tollgate.harness.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs to record as baselines and to gate. */
final class MeasuredRuns {

  private final Path folder;

  private MeasuredRuns(Path folder) {
    this.folder = folder;
  }

  /** Of five hours, in {@code runs/1} to {@code runs/5}, beside an empty {@code baselines}. */
  static MeasuredRuns five(Path folder) throws IOException {
    Files.createDirectory(folder.resolve("baselines"));
    for (int hour = 1; hour <= 5; hour++) {
      Path result = JmhFile.suite(hour).write(folder.resolve("runs/" + hour + "/result.json"));
      JmhFile.writeEnvironment(result, environment(hour));
    }
    return new MeasuredRuns(folder);
  }

  static ObjectNode environment(int hour) {
    return JmhFile.environment("small", "2026-11-21T0" + hour + ":00:00Z");
  }

  /** Another thread count for every entry of a run. */
  void atThreads(String run, int threads) throws IOException {
    Path result = folder.resolve(run + "/result.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode entries = json.readTree(result.toFile());
    entries.forEach(entry -> ((ObjectNode) entry).put("threads", threads));
    json.writeValue(result.toFile(), entries);
  }

  /** As a session of the suite {@code quick}. */
  Cli record(String result, String... more) {
    return Cli.run(
        folder,
        Stream.concat(Stream.of("baseline", "record", result, "--suite", "quick"), Stream.of(more))
            .toArray(String[]::new));
  }

  /** All files among the baselines, by name. */
  List<String> recorded() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("baselines"))) {
      return files
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}

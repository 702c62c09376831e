package tollgate.harness.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.harness.model.InputException;

/** Reads what a run was asked to do, and how it ended: {@code run.json} of its folder. */
public final class RunRecordReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunRecordReader() {}

  /**
   * What a run was.
   *
   * @param jar the measured jar, empty when unknown
   * @param java the executable that measured, empty when unknown
   * @param effort name of its length, empty when unknown
   * @param jmhArguments the user's own, secrets removed; empty also when unknown
   * @param startedAt ISO-8601 instant in UTC, empty when unknown
   * @param commands the scored JMH invocations, secrets removed
   * @param ended whether the run came to an end, whichever
   * @param failures what failed, for people
   */
  public record RunRecord(
      String jar,
      String java,
      String effort,
      Optional<List<String>> jmhArguments,
      String startedAt,
      List<List<String>> commands,
      boolean ended,
      List<String> failures) {
    public RunRecord {
      jmhArguments = jmhArguments.map(List::copyOf);
      commands = commands.stream().map(List::copyOf).toList();
      failures = List.copyOf(failures);
    }
  }

  /**
   * The record in a run's folder; empty when there is none.
   *
   * @throws InputException in one line, when it is no such record
   */
  public static Optional<RunRecord> read(Path folder) {
    Path file = folder.resolve("run.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(file.toFile());
      List<List<String>> commands = new ArrayList<>();
      for (JsonNode invocation : root.path("invocations")) {
        if (invocation.path("scored").asBoolean()) {
          commands.add(texts(invocation.path("command")));
        }
      }
      return Optional.of(
          new RunRecord(
              root.path("jar").asText(),
              root.path("java").asText(),
              root.path("effort").asText(),
              root.has("jmhArguments")
                  ? Optional.of(texts(root.path("jmhArguments")))
                  : Optional.empty(),
              root.path("startedAt").asText(),
              commands,
              root.has("endedAt"),
              texts(root.path("failures"))));
    } catch (JsonProcessingException e) {
      throw new InputException(file + ": damaged: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw FileFaults.inputException(file, e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}

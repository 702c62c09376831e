package tollgate.harness.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tollgate.harness.model.InputException;
import tollgate.harness.read.FileFaults;
import tollgate.harness.render.Document;
import tollgate.harness.render.JsonRenderer;
import tollgate.harness.verdict.Report;

/**
 * What an interleaved comparison leaves, for those who look at it later: the forks of both versions
 * and {@value #REPORT}, its verdicts. They cannot be reached again from the forks alone: when it
 * looked, and what it might still spend, are part of them.
 */
record AbFolder(Path path) {

  private static final String REPORT = "report.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The folder, if it is one of an interleaved comparison that has measured both versions. */
  static Optional<AbFolder> at(Path path) {
    boolean measured =
        List.of("ab.json", "baseline.json", "candidate.json").stream()
            .allMatch(name -> Files.isRegularFile(path.resolve(name)));
    return measured ? Optional.of(new AbFolder(path)) : Optional.empty();
  }

  /** All forks of the baseline. */
  Path baseline() {
    return path.resolve("baseline.json");
  }

  /** All forks of the candidate. */
  Path candidate() {
    return path.resolve("candidate.json");
  }

  /** Keeps the verdicts. */
  void write(Document document) throws IOException {
    StringBuilder text = new StringBuilder();
    new JsonRenderer().render(document, text);
    try {
      AtomicFiles.write(path.resolve(REPORT), text);
    } catch (IOException e) {
      throw FileFaults.inputException(path.resolve(REPORT), e);
    }
  }

  /**
   * The verdicts; empty when the comparison never came to any.
   *
   * @throws InputException when they are damaged
   */
  Optional<Report> report() {
    Path file = path.resolve(REPORT);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(file.toFile());
      return Optional.of(SavedReport.of(root));
    } catch (JsonProcessingException e) {
      throw new InputException(file + ": damaged: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw FileFaults.inputException(file, e);
    } catch (SavedReport.Damaged e) {
      throw new InputException(file + ": damaged: " + e.getMessage(), e);
    }
  }
}

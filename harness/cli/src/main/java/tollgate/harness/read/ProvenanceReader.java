package tollgate.harness.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Provenance;

/** Reads the provenance file beside a recorded session. */
public final class ProvenanceReader {

  private ProvenanceReader() {}

  /**
   * The provenance of a recorded result; empty when there is none beside it.
   *
   * @throws InputException with file, line and byte when it is no provenance file
   */
  public static Optional<Provenance> besideResult(Path result) {
    Path file = Sessions.provenanceFile(result);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream bytes = Files.newInputStream(file);
        JsonParser parser = JsonCursor.FACTORY.createParser(bytes)) {
      JsonCursor cursor = new JsonCursor(parser, file.toString());
      if (cursor.atEnd()) {
        throw new InputException(file + ": is empty: a provenance file was expected");
      }
      return Optional.of(read(cursor));
    } catch (JsonProcessingException e) {
      throw JmhJsonReader.complaint(e, file.toString());
    } catch (IOException e) {
      throw FileFaults.inputException(file, e);
    }
  }

  private static Provenance read(JsonCursor cursor) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    List<String> overridden = new ArrayList<>();
    cursor.object(
        "the provenance of a session",
        name -> {
          if (name.equals("overridden")) {
            cursor.array(name, () -> overridden.add(cursor.text("an objection")));
          } else if (cursor.current().isScalarValue()) {
            texts.put(name, cursor.text(name));
          } else {
            cursor.skip();
          }
        });
    return new Provenance(
        texts.getOrDefault("recordedAt", ""),
        texts.getOrDefault("recordedBy", ""),
        texts.getOrDefault("reason", ""),
        texts.getOrDefault("commit", ""),
        texts.getOrDefault("measuredAt", ""),
        texts.getOrDefault("command", ""),
        overridden,
        texts.getOrDefault("resultSha256", ""));
  }
}

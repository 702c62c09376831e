package tollgate.harness.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import tollgate.harness.model.InputException;

/** The text of {@code gate.toml} as a table. */
final class GateFile {

  private GateFile() {}

  static Table read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same from text; {@code source} names it in complaints. */
  static Table parse(String toml, String source) {
    try {
      Table gate = new Table(new TomlMapper().readTree(toml), source, "");
      gate.allow(
          "false-discovery-rate",
          "confidence",
          "minimum-effect",
          "strict",
          "build",
          "not-built",
          "most-foreign-cpu",
          "most-stolen-cpu",
          "most-foreign-cpu-to-record",
          "most-stolen-cpu-to-record",
          "benchmark",
          "metric",
          "slo",
          "suite");
      return gate;
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : String.format(Locale.ROOT, "line %d: ", e.getLocation().getLineNr());
      throw new InputException(
          source
              + ": "
              + place
              + "not TOML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""),
          e);
    }
  }
}

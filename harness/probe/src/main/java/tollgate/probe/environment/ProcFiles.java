package tollgate.probe.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the kernel's files below a root, so that tests can bring their own. A file that is missing
 * or cannot be read is empty: other systems have none of them.
 */
record ProcFiles(Path root) {
  static final ProcFiles SYSTEM = new ProcFiles(Path.of("/"));

  List<String> lines(String path) {
    try {
      return Files.readString(root.resolve(path), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  Optional<String> line(String path) {
    return lines(path).stream().findFirst().map(String::strip);
  }

  /** The value of the first line {@code key : value} or {@code key: value}. */
  Optional<String> value(String path, String key) {
    return lines(path).stream()
        .filter(line -> line.indexOf(':') > 0)
        .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}

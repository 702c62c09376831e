package tollgate.harness.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tollgate.harness.model.InputException;

/** Which JVM measures. */
public final class JavaExecutable {
  private JavaExecutable() {}

  /**
   * The executable asked for; else that of {@code JAVA_HOME}; else the one that runs the harness.
   *
   * @param asked a {@code java} executable or a JDK's home
   * @param variables environment variables
   * @throws InputException when there is none
   */
  public static Path find(Optional<Path> asked, Map<String, String> variables) {
    if (asked.isPresent()) {
      return executable(asked.get(), "--java");
    }
    String home = variables.getOrDefault("JAVA_HOME", "");
    return home.isBlank()
        ? executable(Path.of(System.getProperty("java.home")), "the harness's own JVM")
        : executable(Path.of(home), "JAVA_HOME");
  }

  private static Path executable(Path path, String origin) {
    Path candidate = Files.isDirectory(path) ? path.resolve("bin").resolve("java") : path;
    if (!Files.isExecutable(candidate) || Files.isDirectory(candidate)) {
      throw new InputException(candidate + ": no java executable (from " + origin + ")");
    }
    return candidate.toAbsolutePath();
  }
}

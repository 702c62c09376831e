package tollgate.harness.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.harness.model.InputException;

/** Which JVM measures. */
public final class JavaExecutable {
  /** {@code openjdk version "17.0.15" 2025-04-15}. */
  private static final Pattern VERSION = Pattern.compile("version \"(\\d+)");

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

  /**
   * Feature release of a JVM, asked of itself.
   *
   * @param java its executable
   * @return for example 17; 0 when it does not tell
   */
  public static int release(Path java) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher version = VERSION.matcher(said);
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }

  private static Path executable(Path path, String origin) {
    Path candidate = Files.isDirectory(path) ? path.resolve("bin").resolve("java") : path;
    if (!Files.isExecutable(candidate) || Files.isDirectory(candidate)) {
      throw new InputException(candidate + ": no java executable (from " + origin + ")");
    }
    return candidate.toAbsolutePath();
  }
}

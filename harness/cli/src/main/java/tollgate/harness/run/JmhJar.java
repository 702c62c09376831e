package tollgate.harness.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import tollgate.harness.model.InputException;

/**
 * A jar full of JMH benchmarks, ours or anyone's.
 *
 * @param path the jar
 * @param ours whether it is Tollgate's own: its main class brings backends, probe and environment
 */
public record JmhJar(Path path, boolean ours) {

  private static final String OUR_MAIN = "tollgate.benchmarks.Main";

  /** JMH's own: two runs at once disturb each other, so it refuses unless this is set. */
  private static final String IGNORE_LOCK = "jmh.ignoreLock";

  private static final String JMH_MAIN = "org.openjdk.jmh.Main";

  /**
   * Looks into a jar.
   *
   * @throws InputException when it is missing, no jar, or no self-contained JMH jar
   */
  public static JmhJar open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new InputException(path + ": no such jar");
    }
    try (JarFile jar = new JarFile(path.toFile())) {
      if (jar.getEntry("META-INF/BenchmarkList") == null) {
        throw new InputException(
            path
                + ": no JMH jar: it holds no META-INF/BenchmarkList (was JMH's annotation"
                + " processor run?)");
      }
      Manifest manifest = jar.getManifest();
      String main = attribute(manifest, "Main-Class");
      if (!OUR_MAIN.equals(main)
          && jar.getEntry(JMH_MAIN.replace('.', '/') + ".class") == null
          && attribute(manifest, "Class-Path").isEmpty()) {
        throw new InputException(
            path + ": holds benchmarks but not JMH itself: build a self-contained jar");
      }
      return new JmhJar(path, OUR_MAIN.equals(main));
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read as a jar: " + e.getMessage(), e);
    }
  }

  private static String attribute(Manifest manifest, String name) {
    String value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
    return value == null ? "" : value;
  }

  /**
   * The command line that runs JMH on this jar with our probe at hand.
   *
   * @param java the executable
   * @param probe class path entry with the probe, unused for our own jar, which holds it
   * @param jmhArguments for JMH's command line
   */
  List<String> command(Path java, Path probe, List<String> jmhArguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    if (Boolean.getBoolean(IGNORE_LOCK)) {
      command.add("-D" + IGNORE_LOCK + "=true");
    }
    if (ours) {
      command.addAll(List.of("-jar", path.toString()));
    } else {
      command.addAll(List.of("-cp", path + File.pathSeparator + probe, JMH_MAIN));
    }
    command.addAll(jmhArguments);
    return List.copyOf(command);
  }
}

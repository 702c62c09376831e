package tollgate.harness.run;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import tollgate.probe.environment.BytecodeHash;

/**
 * Hashes of benchmark classes alone, nested classes included. The hash in an environment file also
 * covers the code that a benchmark calls, which is what two versions are compared for.
 */
public final class BenchmarkCode {
  private BenchmarkCode() {}

  /**
   * Hashes by class name.
   *
   * @param jar where the classes are
   * @param classes binary names; one that cannot be read is left out
   */
  public static SortedMap<String, String> hashes(Path jar, Collection<String> classes)
      throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    URL[] path = {jar.toUri().toURL()};
    // No parent: the jar's classes, not the harness's own.
    try (URLClassLoader loader = new URLClassLoader(path, null)) {
      for (String type : classes) {
        new BytecodeHash(loader, other -> !other.startsWith(type + "$"))
            .of(type)
            .ifPresent(hash -> hashes.put(type, hash));
      }
    }
    return hashes;
  }
}

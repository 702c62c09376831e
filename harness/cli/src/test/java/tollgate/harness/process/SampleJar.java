package tollgate.harness.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import joptsimple.OptionParser;
import org.apache.commons.math3.util.FastMath;
import sample.Checkout;

/**
 * Builds a self-contained JMH jar as everybody's build does: benchmarks, JMH, and what it needs.
 */
final class SampleJar {

  private SampleJar() {}

  /** A jar whose benchmark is not slowed. */
  static Path build(Path target) throws IOException {
    return build(target, 0);
  }

  /**
   * A jar of the same classes in which {@code Checkout.pay} works longer.
   *
   * @param extraRounds how much; 0 for not at all
   */
  static Path build(Path target, int extraRounds) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.openjdk.jmh.Main");
    try (OutputStream bytes = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      Set<String> written = new HashSet<>(Set.of("META-INF/MANIFEST.MF"));
      Path classes = home(Checkout.class);
      add(jar, written, classes, classes.resolve("sample"));
      add(jar, written, classes, classes.resolve("META-INF/BenchmarkList"));
      add(jar, written, classes, classes.resolve("META-INF/CompilerHints"));
      if (extraRounds > 0) {
        jar.putNextEntry(new JarEntry("sample/slow-version"));
        jar.write(Integer.toString(extraRounds).getBytes(StandardCharsets.US_ASCII));
        jar.closeEntry();
      }
      for (Class<?> type :
          List.of(org.openjdk.jmh.Main.class, OptionParser.class, FastMath.class)) {
        try (FileSystem library =
            FileSystems.newFileSystem(URI.create("jar:" + home(type).toUri()), Map.of())) {
          Path root = library.getPath("/");
          add(jar, written, root, root);
        }
      }
    }
    return target;
  }

  private static void add(JarOutputStream jar, Set<String> written, Path root, Path from)
      throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(from)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = root.relativize(file).toString();
      if (written.add(name)) {
        jar.putNextEntry(new JarEntry(name));
        Files.copy(file, jar);
        jar.closeEntry();
      }
    }
  }

  private static Path home(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }
}

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
import java.util.stream.Collectors;
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
    try (OutputStream bytes = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(bytes, manifest())) {
      benchmarks(jar, Checkout.class);
      if (extraRounds > 0) {
        write(jar, "sample/slow-version", Integer.toString(extraRounds));
      }
      libraries(jar);
    }
    return target;
  }

  /** A jar of the benchmarks in the package of {@code type}. */
  static Path build(Path target, Class<?> type) throws IOException {
    try (OutputStream bytes = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(bytes, manifest())) {
      benchmarks(jar, type);
      libraries(jar);
    }
    return target;
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.openjdk.jmh.Main");
    return manifest;
  }

  /** The list of benchmarks names those of all packages; JMH refuses what is not there. */
  private static void benchmarks(JarOutputStream jar, Class<?> type) throws IOException {
    Path classes = home(type);
    String room = type.getPackageName();
    add(jar, new HashSet<>(), classes, classes.resolve(room.replace('.', '/')));
    List<String> listed = Files.readAllLines(classes.resolve("META-INF/BenchmarkList"));
    write(
        jar,
        "META-INF/BenchmarkList",
        listed.stream()
            .filter(line -> line.contains(" " + room + "."))
            .map(line -> line + "\n")
            .collect(Collectors.joining()));
    write(
        jar, "META-INF/CompilerHints", Files.readString(classes.resolve("META-INF/CompilerHints")));
  }

  private static void write(JarOutputStream jar, String name, String text) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(text.getBytes(StandardCharsets.UTF_8));
    jar.closeEntry();
  }

  private static void libraries(JarOutputStream jar) throws IOException {
    Set<String> written = new HashSet<>(Set.of("META-INF/MANIFEST.MF"));
    for (Class<?> type : List.of(org.openjdk.jmh.Main.class, OptionParser.class, FastMath.class)) {
      try (FileSystem library =
          FileSystems.newFileSystem(URI.create("jar:" + home(type).toUri()), Map.of())) {
        Path root = library.getPath("/");
        add(jar, written, root, root);
      }
    }
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

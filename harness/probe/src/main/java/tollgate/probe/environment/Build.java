package tollgate.probe.environment;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Which state of the source a jar was built from, as its manifest says.
 *
 * @param version {@code Implementation-Version}, null when the jar does not say
 * @param commit full commit id, null when the jar does not say
 * @param dirty whether tracked files differed from that commit, null when the jar does not say
 */
public record Build(@Nullable String version, @Nullable String commit, @Nullable Boolean dirty) {
  /** Manifest attribute with the commit's full id. */
  public static final String COMMIT_ATTRIBUTE = "Tollgate-Commit";

  /** Manifest attribute: {@code true} when tracked files differed from the commit. */
  public static final String DIRTY_ATTRIBUTE = "Tollgate-Dirty";

  /**
   * The build of the jar that holds a class.
   *
   * @param member a class of the jar
   * @return what its manifest says; nothing for a class that comes from a directory
   */
  public static Build of(Class<?> member) {
    CodeSource source = member.getProtectionDomain().getCodeSource();
    if (source == null) {
      return new Build(null, null, null);
    }
    try {
      return of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException e) {
      return new Build(null, null, null);
    }
  }

  /**
   * The build of a jar.
   *
   * @param path the jar
   * @return what its manifest says; nothing for a directory or what cannot be read
   */
  public static Build of(Path path) {
    if (Files.isDirectory(path)) {
      return new Build(null, null, null);
    }
    try (JarFile jar = new JarFile(path.toFile())) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? new Build(null, null, null) : of(manifest.getMainAttributes());
    } catch (IOException e) {
      return new Build(null, null, null);
    }
  }

  static Build of(Attributes attributes) {
    String commit = text(attributes.getValue(COMMIT_ATTRIBUTE));
    String dirty = text(attributes.getValue(DIRTY_ATTRIBUTE));
    return new Build(
        text(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION)),
        commit,
        commit == null || dirty == null ? null : Boolean.valueOf(dirty));
  }

  /** A build outside git leaves the place-holder of its build tool. */
  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() || value.startsWith("${") ? null : value;
  }

  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("version", version);
    json.put("commit", commit);
    json.put("dirty", dirty);
    return json;
  }
}

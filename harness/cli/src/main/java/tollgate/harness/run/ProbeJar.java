package tollgate.harness.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import tollgate.probe.results.ForkResultsProfiler;

/** The probe as a file that can stand on another JVM's class path; gone when closed. */
public final class ProbeJar implements AutoCloseable {

  private static final String RESOURCE = "/tollgate/probe.jar";

  private final Path path;
  private final boolean temporary;

  private ProbeJar(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Unpacks the probe that travels inside harness.jar; outside a packaged harness it is where its
   * classes are.
   *
   * @throws IOException when no temporary file can be written
   */
  public static ProbeJar open() throws IOException {
    try (InputStream packed = ProbeJar.class.getResourceAsStream(RESOURCE)) {
      if (packed == null) {
        return new ProbeJar(classes(), false);
      }
      Path file = Files.createTempFile("tollgate-probe-", ".jar");
      // A run ended by a signal never reaches close().
      file.toFile().deleteOnExit();
      Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
      return new ProbeJar(file, true);
    }
  }

  private static Path classes() throws IOException {
    CodeSource source = ForkResultsProfiler.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the probe's classes have no location");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the probe's classes have no usable location", e);
    }
  }

  /** A class path entry. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.deleteIfExists(path);
    }
  }
}

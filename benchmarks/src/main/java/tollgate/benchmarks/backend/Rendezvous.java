package tollgate.benchmarks.backend;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * The file through which one invocation tells its forks where the backends are.
 *
 * <p>A file, readable by its owner alone, because the other ways leak: command lines are visible to
 * every user of the machine, and JMH records the JVM arguments in its result file.
 *
 * @param postgres where PostgreSQL listens, if it was started
 * @param hub where the hub listens, if it was started
 */
public record Rendezvous(Optional<PostgresAddress> postgres, Optional<HubAddress> hub) {

  /** System property that names the file. */
  public static final String PROPERTY = "tollgate.rendezvous";

  /**
   * A name for the file, which nobody can guess and which does not exist.
   *
   * @return in the directory for temporary files
   */
  public static Path newPath() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "tollgate-" + UUID.randomUUID() + ".rendezvous");
  }

  /**
   * Creates the file, readable by its owner alone from the first moment.
   *
   * @param file a path at which there is no file
   * @throws IOException when it cannot be created, or exists
   */
  public void write(Path file) throws IOException {
    Properties properties = new Properties();
    postgres.ifPresent(
        address -> {
          properties.setProperty("postgres.url", address.url());
          properties.setProperty("postgres.user", address.user());
          properties.setProperty("postgres.password", address.password());
        });
    hub.ifPresent(address -> properties.setProperty("hub.port", Integer.toString(address.port())));
    FileAttribute<?>[] ownerOnly =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, ownerOnly);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file the file
   * @return the addresses it holds
   * @throws IOException when it cannot be read
   */
  public static Rendezvous read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new Rendezvous(
        Optional.ofNullable(properties.getProperty("postgres.url"))
            .map(
                url ->
                    new PostgresAddress(
                        url,
                        properties.getProperty("postgres.user", ""),
                        properties.getProperty("postgres.password", ""))),
        Optional.ofNullable(properties.getProperty("hub.port"))
            .map(port -> new HubAddress(Integer.parseInt(port))));
  }
}

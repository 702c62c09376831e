package tollgate.benchmarks.backend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program of a Redis server.
 *
 * @param kind {@code installed} or {@code embedded}
 * @param installed where it is; empty for the one on the class path
 */
record RedisProgram(String kind, Optional<Path> installed) {
  /** Of the binaries on the class path, as their names say. */
  private static final String VERSION = "7.0.15";

  /** Valkey is what Redis was when it was last under this licence, and speaks as it does. */
  private static final List<String> NAMES = List.of("redis-server", "valkey-server");

  /**
   * Looks for it.
   *
   * @param choice not an external server
   * @param path the directories in which programs are looked for, as in {@code PATH}
   * @throws BackendException when there is none
   */
  static RedisProgram find(RedisChoice choice, String path) {
    Optional<Path> onPath =
        choice instanceof RedisChoice.Embedded ? Optional.empty() : onPath(path);
    if (onPath.isPresent()) {
      return new RedisProgram("installed", onPath);
    }
    if (choice instanceof RedisChoice.Installed) {
      throw new BackendException(
          "Redis (installed): neither redis-server nor valkey-server is on the PATH");
    }
    if (RedisProgram.class.getResource(resource()) == null) {
      throw new BackendException(
          "Redis: no redis-server is on the PATH, and none for this system is included; install one"
              + " or set "
              + RedisChoice.VARIABLE
              + "=redis://HOST:PORT");
    }
    return new RedisProgram("embedded", Optional.empty());
  }

  private static Optional<Path> onPath(String path) {
    for (String directory : path.split(Pattern.quote(java.io.File.pathSeparator))) {
      for (String name : NAMES) {
        if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, name))) {
          return Optional.of(Path.of(directory, name));
        }
      }
    }
    return Optional.empty();
  }

  private static String resource() {
    String system = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return "/redis-server-%s-%s-%s"
        .formatted(
            VERSION,
            System.getProperty("os.name").startsWith("Windows") ? "windows" : system,
            machine.equals("aarch64") ? "arm64" : machine.equals("x86_64") ? "amd64" : machine);
  }

  /** The file to run, which is put into the directory when it comes from the class path. */
  Path file(Path directory) throws IOException {
    if (installed.isPresent()) {
      return installed.get();
    }
    Path file = directory.resolve("redis-server");
    try (InputStream in = RedisProgram.class.getResourceAsStream(resource())) {
      if (in == null) {
        throw new IOException("the jar lacks " + resource());
      }
      Files.copy(in, file);
    }
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    return file;
  }
}

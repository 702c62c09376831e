package tollgate.harness.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged harness as users start it. */
final class Tollgate {

  private static final Path HARNESS = Path.of("..", "target", "harness.jar").toAbsolutePath();
  private static final long TIMEOUT_MINUTES = 5;

  private final Path directory;
  private final Map<String, String> environment;

  Tollgate(Path directory) {
    this(directory, Map.of());
  }

  private Tollgate(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** The same on a PostgreSQL that runs already. */
  Tollgate with(String url) {
    return new Tollgate(
        directory, Map.of("TOLLGATE_POSTGRES_URL", url, "TOLLGATE_POSTGRES_USER", "postgres"));
  }

  /** How a command ended and what it printed. */
  record Ended(int code, String out, String err) {}

  /** A command under way. */
  record Running(Process process, Path out, Path err) {

    Ended join() throws IOException, InterruptedException {
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end in sight: " + Files.readString(err));
      }
      return new Ended(
          process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
  }

  /** Runs a command to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).join();
  }

  /** Starts a command. */
  Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Other builds on this machine may be measuring as well; here only the mechanics count.
    command.add("-Djmh.ignoreLock=true");
    // It lives for a second or waits for what it measures, which does not inherit these.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", HARNESS.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    return new Running(builder.start(), out, err);
  }
}

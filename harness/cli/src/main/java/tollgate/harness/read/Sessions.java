package tollgate.harness.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.harness.model.Environment;
import tollgate.harness.model.InputException;
import tollgate.harness.model.Run;

/**
 * Reads results. A file is one session. So is a folder of {@code run}, whose result is {@code
 * result.json}. Any other folder holds a session in each of its result files and run folders.
 */
public final class Sessions {

  /** Ends the name of the environment file beside a result. */
  public static final String ENVIRONMENT_SUFFIX = ".env.json";

  /** Ends the name of the file that says who accepted a result, when and why. */
  public static final String PROVENANCE_SUFFIX = ".provenance.json";

  /** The warning of a run that did not measure all it should have. */
  public static final String BROKEN_OFF = "the run was broken off, or benchmarks of it failed";

  /** Ends the name of the file of ledgers beside a recorded session. */
  public static final String LEDGER_SUFFIX = ".ledger.json";

  private static final String RUN_LEDGER = "ledger.json";
  private static final String RUN_RESULT = "result.json";
  private static final String RESULT_SUFFIX = ".json";

  private Sessions() {}

  /**
   * The sessions in a file or folder, in the order of their names.
   *
   * @throws InputException saying what and where, when something is no result of JMH
   */
  public static List<Run> read(Path path) {
    List<Run> runs = new ArrayList<>();
    for (Path file : files(path)) {
      runs.add(readFile(file));
    }
    return List.copyOf(runs);
  }

  /**
   * The result files that {@code path} stands for, by name; environment and provenance files are
   * none.
   *
   * @throws InputException when there is none
   */
  public static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    if (Files.isRegularFile(path.resolve(RUN_RESULT))) {
      return List.of(path.resolve(RUN_RESULT));
    }
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files = entries.sorted().flatMap(Sessions::results).toList();
      if (files.isEmpty()) {
        throw new InputException(
            path + ": holds no result file (*.json) right inside it: name a file or its folder");
      }
      return files;
    } catch (IOException e) {
      throw FileFaults.inputException(path, e);
    } catch (UncheckedIOException e) {
      throw new InputException(path + ": cannot be listed", e);
    }
  }

  private static Stream<Path> results(Path entry) {
    if (Files.isDirectory(entry)) {
      return Stream.of(entry.resolve(RUN_RESULT)).filter(Files::isRegularFile);
    }
    return isResult(entry) ? Stream.of(entry) : Stream.of();
  }

  /** {@code X.env.json} for {@code X.json}. */
  public static Path environmentFile(Path result) {
    return result.resolveSibling(stem(result) + ENVIRONMENT_SUFFIX);
  }

  /** {@code X.provenance.json} for {@code X.json}. */
  public static Path provenanceFile(Path result) {
    return result.resolveSibling(stem(result) + PROVENANCE_SUFFIX);
  }

  /**
   * Where the ledgers of a result lie: {@code ledger.json} in a run's folder, else {@code
   * X.ledger.json} beside {@code X.json}.
   */
  public static Path ledgerFile(Path result) {
    return RUN_RESULT.equals(String.valueOf(result.getFileName()))
        ? result.resolveSibling(RUN_LEDGER)
        : result.resolveSibling(stem(result) + LEDGER_SUFFIX);
  }

  /** The ledgers that belong to a result; empty when none were taken. */
  public static Optional<Run> readLedgers(Path result) {
    return Optional.of(ledgerFile(result)).filter(Files::isRegularFile).map(Sessions::readFile);
  }

  /** File name without its last extension. */
  public static String stem(Path result) {
    String name = String.valueOf(result.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * One session.
   *
   * @throws InputException saying what and where, when the file is no result of JMH
   */
  public static Run readFile(Path file) {
    try {
      JmhJsonReader.Content content = JmhJsonReader.read(file);
      List<String> warnings = new ArrayList<>(content.warnings());
      Optional<Environment> environment = readEnvironment(file, warnings);
      return new Run(file.toString(), environment, content.results(), warnings);
    } catch (IOException e) {
      throw FileFaults.inputException(file, e);
    }
  }

  private static Optional<Environment> readEnvironment(Path result, List<String> warnings)
      throws IOException {
    Path file = environmentFile(result);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    EnvironmentReader.Content content = EnvironmentReader.read(file);
    if (!content.complete()) {
      warnings.add(BROKEN_OFF);
    }
    if (!content.missing().isEmpty()) {
      warnings.add("the environment beside it lacks " + String.join(", ", content.missing()));
    }
    return Optional.of(content.environment());
  }

  private static boolean isResult(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(RESULT_SUFFIX)
        && !name.startsWith(".")
        && !name.endsWith(ENVIRONMENT_SUFFIX)
        && !name.endsWith(PROVENANCE_SUFFIX)
        && !name.endsWith(LEDGER_SUFFIX)
        && Files.isRegularFile(file);
  }
}

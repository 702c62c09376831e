package tollgate.harness.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tollgate.harness.model.InputException;

/**
 * Where a run leaves what it found:
 *
 * <pre>
 * result.json       JMH's JSON of all scored forks, all thread counts
 * result.env.json   where and from what it was measured
 * recorded.json     scores of the unscored, recorded forks
 * ledger.json       time ledgers of further unscored forks; merged into result.json too
 * recordings/       their recordings and recordings.json
 * run.json          what was run, when, and how it ended
 * jmh.log           everything JMH said
 * parts/            results of single JMH invocations; gone once merged
 * </pre>
 */
public final class RunFolder {

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder.
   *
   * @throws InputException when something is there already
   * @throws IOException when it cannot be made
   */
  public static RunFolder create(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new InputException(path + ": is a file, not a folder", e);
    }
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new InputException(
            path + ": the folder is not empty, and results are not written over; choose another");
      }
    }
    Files.createDirectory(path.resolve("parts"));
    return new RunFolder(path.toAbsolutePath());
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** JMH's JSON of all scored forks. */
  public Path result() {
    return path.resolve("result.json");
  }

  /** The environment beside {@link #result}. */
  public Path environment() {
    return path.resolve("result.env.json");
  }

  /** JMH's JSON of the recorded forks. */
  public Path recordedResult() {
    return path.resolve("recorded.json");
  }

  /** JMH's JSON of the ledger's forks. */
  public Path ledgerResult() {
    return path.resolve("ledger.json");
  }

  /** Folder of recordings. */
  public Path recordings() {
    return path.resolve("recordings");
  }

  /** Everything JMH said. */
  public Path log() {
    return path.resolve("jmh.log");
  }

  /** What was run. */
  Path record() {
    return path.resolve("run.json");
  }

  Path part(String name) {
    return path.resolve("parts").resolve(name);
  }

  /** Removes the results of single invocations. */
  void removeParts() throws IOException {
    remove(path.resolve("parts"));
  }

  private static void remove(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(root)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path entry : deepestFirst) {
      Files.deleteIfExists(entry);
    }
  }
}

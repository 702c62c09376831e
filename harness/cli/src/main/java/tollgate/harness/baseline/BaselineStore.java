package tollgate.harness.baseline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.harness.model.InputException;
import tollgate.harness.read.FileFaults;
import tollgate.harness.read.Sessions;

/**
 * The folder of baselines: {@code <machine class>/<suite>/<date>-<commit>.json}, one file for each
 * session whatever thread counts it measured, and {@code gate.toml}.
 */
public final class BaselineStore {

  private static final String POLICY = "gate.toml";

  private final Path root;

  /**
   * @param root the folder; need not exist yet
   */
  public BaselineStore(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /** The gate's policy; empty when the folder has none. */
  public Optional<Path> policy() {
    return Optional.of(root.resolve(POLICY)).filter(Files::exists);
  }

  /** Names of the suites recorded for a machine class, sorted. */
  public List<String> suites(String machineClass) {
    return folders(root.resolve(SafeName.check("machine class", machineClass)));
  }

  /** Machine classes that have a baseline, sorted. */
  public List<String> machineClasses() {
    return folders(root);
  }

  /** Recorded sessions of a suite, the earliest first; none when nothing was recorded. */
  public List<Session> sessions(String machineClass, String suite) {
    Path folder = folder(machineClass, suite);
    if (!Files.isDirectory(folder) || isEmpty(folder)) {
      return List.of();
    }
    return Sessions.files(folder).stream()
        .map(file -> new Session(machineClass, suite, file))
        .toList();
  }

  /** Every recorded session, by class, suite and name. */
  public List<Session> all() {
    List<Session> all = new ArrayList<>();
    for (String machineClass : machineClasses()) {
      for (String suite : suites(machineClass)) {
        all.addAll(sessions(machineClass, suite));
      }
    }
    return all;
  }

  /**
   * The one session whose id ends with {@code name}.
   *
   * @throws InputException when there is none, or more than one
   */
  public Session find(String name) {
    String wanted = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    List<Session> found =
        all().stream()
            .filter(session -> session.id().endsWith(wanted) || session.name().startsWith(wanted))
            .toList();
    if (found.size() != 1) {
      throw new InputException(
          name
              + ": "
              + (found.isEmpty() ? "no such session in " : found.size() + " such sessions in ")
              + root
              + "; tollgate baseline list shows them");
    }
    return found.get(0);
  }

  /** Where sessions of a suite lie. */
  Path folder(String machineClass, String suite) {
    return root.resolve(SafeName.check("machine class", machineClass))
        .resolve(SafeName.check("suite", suite));
  }

  /**
   * Removes a session: the result first, since without it the others mean nothing.
   *
   * @throws InputException when a file cannot be removed
   */
  public void remove(Session session) {
    List<Path> files =
        List.of(
            session.result(),
            Sessions.environmentFile(session.result()),
            Sessions.ledgerFile(session.result()),
            Sessions.provenanceFile(session.result()));
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw FileFaults.inputException(file, e);
      }
    }
  }

  private static boolean isEmpty(Path folder) {
    return list(folder).stream().noneMatch(file -> file.toString().endsWith(".json"));
  }

  private static List<String> folders(Path folder) {
    return Files.isDirectory(folder)
        ? list(folder).stream()
            .filter(Files::isDirectory)
            .map(path -> String.valueOf(path.getFileName()))
            .filter(SafeName::isSafe)
            .toList()
        : List.of();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw FileFaults.inputException(folder, e);
    } catch (UncheckedIOException e) {
      throw new InputException(folder + ": cannot be listed", e);
    }
  }
}

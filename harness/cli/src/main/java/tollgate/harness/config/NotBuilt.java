package tollgate.harness.config;

import java.nio.file.Path;
import java.util.List;
import tollgate.harness.model.InputException;

/** Reads from {@code gate.toml} which paths of the repository no benchmark is built from. */
public final class NotBuilt {

  private NotBuilt() {}

  /**
   * @return files and folders, relative to the repository's root; none when the file does not say
   * @throws InputException naming the file and the key, when a key is unknown or this one is no
   *     list of such paths
   */
  public static List<String> read(Path file) {
    Table gate = GateFile.read(file);
    List<String> paths = gate.texts("not-built");
    for (String path : paths) {
      if (path.startsWith(":") || path.startsWith("/") || List.of(path.split("/")).contains("..")) {
        throw gate.fail("\"not-built\" must hold paths below the repository's root, not " + path);
      }
    }
    return paths;
  }
}

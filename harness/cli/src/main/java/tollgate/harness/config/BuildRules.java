package tollgate.harness.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tollgate.harness.model.InputException;

/**
 * What {@code gate.toml} says of how the benchmarks of a commit are built.
 *
 * @param command a shell command for the root of a worktree; empty when the file does not say
 * @param notBuilt files and folders that no benchmark is built from, relative to the repository's
 *     root; none when the file does not say
 */
public record BuildRules(Optional<String> command, List<String> notBuilt) {

  public BuildRules {
    notBuilt = List.copyOf(notBuilt);
  }

  /**
   * Reads the file.
   *
   * @throws InputException naming the file and the key, when a key is unknown, {@code build} is no
   *     text, or {@code not-built} no list of such paths
   */
  public static BuildRules read(Path file) {
    Table gate = GateFile.read(file);
    List<String> paths = gate.texts("not-built");
    for (String path : paths) {
      if (path.startsWith(":") || path.startsWith("/") || List.of(path.split("/")).contains("..")) {
        throw gate.fail("\"not-built\" must hold paths below the repository's root, not " + path);
      }
    }
    return new BuildRules(
        gate.has("build") ? Optional.of(gate.requiredText("build")) : Optional.empty(), paths);
  }
}

package tollgate.harness.config;

import java.nio.file.Path;
import java.util.Optional;
import tollgate.harness.model.InputException;

/** Reads from {@code gate.toml} how the benchmarks of a commit are built. */
public final class BuildCommand {

  private BuildCommand() {}

  /**
   * @return a shell command for the root of a worktree; empty when the file does not say
   * @throws InputException naming the file and the key, when a key is unknown or this one is no
   *     text
   */
  public static Optional<String> read(Path file) {
    Table gate = GateFile.read(file);
    return gate.has("build") ? Optional.of(gate.requiredText("build")) : Optional.empty();
  }
}

package tollgate.harness.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tollgate.harness.baseline.BaselineStore;

/** Which folder of baselines is meant. */
final class BaselineFolder {

  private static final String NAME = "baselines";

  @Option(
      names = "--baselines",
      paramLabel = "DIR",
      description =
          "Folder of baselines. If not given: the nearest folder named baselines, from the current"
              + " folder upwards, else Tollgate's own.")
  private @Nullable Path folder;

  BaselineStore store(Console console) {
    return new BaselineStore(
        folder == null ? nearest(console.directory()) : console.resolve(folder));
  }

  private static Path nearest(Path start) {
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(NAME))) {
        return at.resolve(NAME);
      }
    }
    String home = System.getProperty("tollgate.home", "");
    return (home.isEmpty() ? start : Path.of(home)).resolve(NAME);
  }
}

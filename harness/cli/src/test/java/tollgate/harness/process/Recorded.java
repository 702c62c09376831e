package tollgate.harness.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recordings and ledgers of a run. */
final class Recorded {

  private Recorded() {}

  /** The lines of the index, each of whose files is there. */
  static List<String> in(Path run) throws IOException {
    Path recordings = run.resolve("recordings");
    List<String> lines = Files.readAllLines(recordings.resolve("recordings.json"));
    try (Stream<Path> files = Files.list(recordings)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jfr"))).hasSameSizeAs(lines);
    }
    return lines;
  }

  /** How many ledgers it took of what regressed. */
  static long ledgers(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("ledgers"))) {
      return files.count();
    }
  }
}

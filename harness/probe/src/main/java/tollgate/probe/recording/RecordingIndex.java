package tollgate.probe.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import tollgate.probe.JsonLine;
import tollgate.probe.Measurement;

/**
 * The recordings of a directory: files under names of their own, and {@value #FILE}, one JSON
 * object per line and recording.
 */
final class RecordingIndex {

  static final String FILE = "recordings.json";

  private final Path directory;

  RecordingIndex(Path directory) {
    this.directory = directory;
  }

  /**
   * Puts a finished recording under its name, or under the next free one when an earlier run left a
   * recording of the same name, and adds it to the index.
   *
   * @param part the recording as written, inside the directory; it is moved away
   * @param fork number of the scored fork, from 1; 0 when JMH ran without forks
   * @param operations in the recorded iterations
   * @return where it is now
   */
  Path add(Path part, Measurement measurement, int fork, long operations) throws IOException {
    Path file = claim(measurement.stem() + "-f" + fork);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    String line =
        new JsonLine()
                .put("benchmark", measurement.benchmark())
                .put("mode", measurement.mode())
                .put("params", measurement.params())
                .put("threads", measurement.threads())
                .put("fork", fork)
                .put("operations", operations)
                .put("bytes", Files.size(file))
                .put("jdk", Runtime.version().toString())
                .put("file", file.getFileName().toString())
            + "\n";
    // One write of one short line, appended: lines of forks that end together do not mix.
    Files.write(
        directory.resolve(FILE),
        line.getBytes(UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    return file;
  }

  private Path claim(String stem) throws IOException {
    for (int copy = 1; ; copy++) {
      Path file = directory.resolve(stem + (copy == 1 ? "" : "-r" + copy) + ".jfr");
      try {
        return Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        // Taken by an earlier run into the same directory: its recording stays.
      }
    }
  }
}

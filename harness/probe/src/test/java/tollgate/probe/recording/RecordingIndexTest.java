package tollgate.probe.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.probe.Measurement;

class RecordingIndexTest {

  @TempDir private Path directory;

  @Test
  void add_sweepOfThreadsAndForks_keepsEveryRecording() throws IOException {
    for (int threads : new int[] {1, 2, 4}) {
      for (int fork = 1; fork <= 2; fork++) {
        add(threads, fork);
      }
    }

    assertThat(directory.toFile().list((dir, name) -> name.endsWith(".jfr"))).hasSize(6);
    assertThat(Files.readAllLines(directory.resolve(RecordingIndex.FILE)))
        .hasSize(6)
        .doesNotHaveDuplicates();
  }

  @Test
  void add_sameMeasurementTwice_keepsBothFilesAndSaysWhichIsWhich() throws IOException {
    Path first = add(1, 1);
    Path second = add(1, 1);

    assertThat(first).hasContent("1/1").isNotEqualTo(second);
    assertThat(second).hasContent("1/1");
    assertThat(Files.readString(directory.resolve(RecordingIndex.FILE)))
        .contains(first.getFileName().toString(), second.getFileName().toString());
  }

  private Path add(int threads, int fork) throws IOException {
    Path part = Files.writeString(directory.resolve("part"), threads + "/" + fork);
    return new RecordingIndex(directory)
        .add(part, new Measurement("a.T.m", "thrpt", new TreeMap<>(), threads), fork, 10);
  }
}

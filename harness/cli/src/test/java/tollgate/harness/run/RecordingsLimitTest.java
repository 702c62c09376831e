package tollgate.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsLimitTest {

  @TempDir private Path folder;

  /** Four recordings of 0.6 MB, and a line that a broken-off run left. */
  @BeforeEach
  void record() throws IOException {
    StringBuilder index = new StringBuilder();
    for (int i = 1; i <= 4; i++) {
      Files.write(folder.resolve(i + ".jfr"), new byte[600_000]);
      index.append("{\"benchmark\":\"b\",\"file\":\"").append(i).append(".jfr\"}\n");
    }
    Files.writeString(folder.resolve("recordings.json"), index + "{\"file");
  }

  @Test
  void keep_enoughRoom_leavesAllAndSaysNothing() throws IOException {
    assertThat(RecordingsLimit.keep(folder, 3)).isEmpty();
    assertThat(recordings()).hasSize(4);
  }

  @Test
  void keep_tooMany_dropsTheOldestAndSaysSoInOneLine() throws IOException {
    assertThat(RecordingsLimit.keep(folder, 2))
        .hasValueSatisfying(
            line -> assertThat(line).contains("oldest recording", "2 MB").hasLineCount(1));
    assertThat(recordings()).containsExactly("2.jfr", "3.jfr", "4.jfr");
    assertThat(Files.readAllLines(folder.resolve("recordings.json")))
        .hasSize(3)
        .first()
        .asString()
        .contains("2.jfr");
  }

  @Test
  void keep_nothingFits_keepsTheNewest() throws IOException {
    Files.write(folder.resolve("4.jfr"), new byte[1_500_000]);

    assertThat(RecordingsLimit.keep(folder, 1)).isPresent();
    assertThat(recordings()).containsExactly("4.jfr");
  }

  @Test
  void keep_noIndex_isNothingToDo() throws IOException {
    Files.delete(folder.resolve("recordings.json"));

    assertThat(RecordingsLimit.keep(folder, 1)).isEmpty();
    assertThat(recordings()).hasSize(4);
  }

  private List<String> recordings() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jfr"))
          .sorted()
          .toList();
    }
  }
}

package tollgate.harness.read;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tollgate.harness.read.JmhJson.WHOLE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.harness.model.InputException;

/** Files that are no result of JMH, or not a whole one. */
final class JmhJsonReaderRefusalTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                     | is empty",
        "'   '                                  | is empty",
        "'[]'                                   | holds no results",
        "'{\"name\": \"x\"}'                    | expected an array of JMH results",
        "'hello'                                | line 1",
        "'[1, 2]'                               | expected an object, one result of JMH",
        "'[{\"a\": 1}]'                         | no \"benchmark\"",
        "'[{\"benchmark\": \"a.b\"}]'           | no \"mode\"",
        "'[{\"benchmark\": [1]}]'               | expected text as benchmark",
        "'[{\"mode\": \"fast\"}]'               | no mode of JMH: \"fast\"",
        "'[{\"threads\": 0}]'                   | at least 1 as threads",
        "'[{\"threads\": 1e300}]'               | at least 1 as threads",
        "'[{\"threads\": \"many\"}]'            | expected a number as threads",
        "'[{\"primaryMetric\": 3}]'             | expected an object as primaryMetric",
        "'[{\"primaryMetric\": {\"rawData\": [1]}}]' | an array of iterations in rawData",
        "'[{\"secondaryMetrics\": []}]'         | expected an object as secondaryMetrics",
        "'[{\"params\": {\"a\": {}}}]'          | the parameter a",
      })
  void read_noResultOfJmh_saysWhatAndWhere(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("result.json: ")
        .hasMessageContaining(message);
  }

  @Test
  void read_noForkAtAll_isRefused() {
    assertThatThrownBy(() -> read(WHOLE.replace("[ [ 1.0, 2.0 ], [ 1.25 ] ]", "[ ]")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has a fork");
  }

  @Test
  void read_textAfterTheEnd_isRefused() {
    assertThatThrownBy(() -> read(WHOLE + "]")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> read(WHOLE + WHOLE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("after the end");
  }

  @Test
  void read_deeplyNestedForeignJson_isRefused() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(InputException.class);
  }

  @Test
  void read_binaryFile_isRefused() throws IOException {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Path file = Files.write(folder.resolve("binary.json"), bytes);

    assertThatThrownBy(() -> JmhJsonReader.read(file)).isInstanceOf(InputException.class);
  }

  @Test
  void read_cutOffAtAnyByte_saysWhere() throws IOException {
    byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
    int end = WHOLE.stripTrailing().getBytes(StandardCharsets.UTF_8).length;
    Path file = folder.resolve("cut.json");
    for (int length = 0; length < end; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> JmhJsonReader.read(file))
          .as("cut to %s bytes", length)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("cut.json: ");
    }
  }

  private JmhJsonReader.Content read(String text) throws IOException {
    return JmhJson.read(folder, text, StandardCharsets.UTF_8);
  }
}

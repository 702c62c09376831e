package tollgate.probe.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerException;

class RecordingOptionsTest {

  @Test
  void parse_everyOption_isTaken() throws ProfilerException {
    assertThat(RecordingOptions.parse("dir=a b/c=d;maxsize=5;stackdepth=9"))
        .isEqualTo(new RecordingOptions(Path.of("a b/c=d"), 5, 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxsize=0", "maxsize=much", "stackdepth=-1", "size=5", "dir"})
  void parse_nonsense_isRefusedWithHelp(String line) {
    assertThatExceptionOfType(ProfilerException.class)
        .isThrownBy(() -> RecordingOptions.parse(line))
        .withMessageContaining(RecordingOptions.HELP);
  }
}

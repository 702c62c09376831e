package tollgate.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCheckTest {

  @TempDir Path folder;

  @Test
  void failures_ourOwnSettings_holdOnThisJdk() throws IOException {
    Path file = folder.resolve("own.jfr");
    LedgerRecording recording = new LedgerRecording();
    recording.start(file);
    recording.stop();
    assertThat(SettingsCheck.failures(file)).isEmpty();
  }

  @Test
  void failures_thresholdTooHigh_isNamed() throws IOException {
    assertThat(SettingsCheck.failures(recorded("#threshold", "20 ms"))).contains(Failure.THRESHOLD);
  }

  @Test
  void failures_eventSwitchedOff_isNamed() throws IOException {
    assertThat(SettingsCheck.failures(recorded("#enabled", "false"))).contains(Failure.THRESHOLD);
  }

  @Test
  void failures_throttled_isNamedWhereTheJdkThrottles() throws IOException {
    Path file = recorded("#throttle", "100/s");
    if (Runtime.version().feature() >= 25) {
      assertThat(SettingsCheck.failures(file)).contains(Failure.THROTTLED);
    } else {
      assertThat(SettingsCheck.failures(file)).doesNotContain(Failure.THROTTLED);
    }
  }

  /** A recording that would be fine but for one setting of one event. */
  private Path recorded(String setting, String value) throws IOException {
    Path file = folder.resolve("other.jfr");
    try (Recording recording = new Recording()) {
      for (String event : LedgerRecording.TIMED) {
        recording.enable(event).withoutThreshold().with("throttle", "off");
      }
      recording.setSettings(with(recording, "jdk.SocketRead" + setting, value));
      recording.enable("jdk.ActiveSetting");
      recording.setDestination(file);
      recording.start();
      recording.stop();
    }
    return file;
  }

  private static java.util.Map<String, String> with(Recording recording, String key, String value) {
    java.util.Map<String, String> settings = new java.util.HashMap<>(recording.getSettings());
    settings.put(key, value);
    return settings;
  }
}

package tollgate.probe.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordingSettingsTest {

  @Test
  void of_anyRelease_readsSocketsUnthrottledAndWaitsFromTenMicroseconds() {
    assertThat(RecordingSettings.of(25, true))
        .containsEntry("jdk.SocketRead#throttle", "off")
        .containsEntry("jdk.SocketWrite#throttle", "off")
        .containsEntry("jdk.ThreadPark#threshold", "10 us")
        .containsEntry("jdk.ThreadPark#stackTrace", "true");
  }

  @Test
  void of_anyRelease_recordsNothingThatHoldsProperties() {
    assertThat(RecordingSettings.of(17, true).keySet())
        .noneMatch(key -> key.matches(".*(SystemProperty|Environment|JVMInformation|Process).*"));
  }

  @Test
  void of_releaseWithoutCpuTimeSamples_doesNotAskForThem() {
    assertThat(RecordingSettings.of(24, true)).doesNotContainKey("jdk.CPUTimeSample#enabled");
    assertThat(RecordingSettings.of(25, false)).doesNotContainKey("jdk.CPUTimeSample#enabled");
    assertThat(RecordingSettings.of(25, true)).containsKey("jdk.CPUTimeSample#enabled");
  }
}

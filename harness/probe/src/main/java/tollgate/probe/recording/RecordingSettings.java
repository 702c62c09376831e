package tollgate.probe.recording;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which JFR events are recorded, and how finely.
 *
 * <p>Left out on purpose: events that hold system properties, environment variables or command
 * lines ({@code jdk.InitialSystemProperty}, {@code jdk.InitialEnvironmentVariable}, {@code
 * jdk.JVMInformation}, {@code jdk.SystemProcess}), because passwords travel in them.
 */
final class RecordingSettings {
  private RecordingSettings() {}

  /** First feature release whose {@code jdk.CPUTimeSample} sees native code (JEP 509, Linux). */
  private static final int CPU_TIME_SAMPLE_SINCE = 25;

  /**
   * Settings for {@link jdk.jfr.Recording#setSettings(Map)}.
   *
   * @param jdkFeature feature release of the recording JVM
   * @param linux whether it runs on Linux
   */
  static Map<String, String> of(int jdkFeature, boolean linux) {
    Map<String, String> settings = new TreeMap<>();
    sampled(settings, "jdk.ExecutionSample", "period", "10 ms");
    if (jdkFeature >= CPU_TIME_SAMPLE_SINCE && linux) {
      sampled(settings, "jdk.CPUTimeSample", "throttle", "10 ms");
    }
    sampled(settings, "jdk.ObjectAllocationSample", "throttle", "300/s");
    for (String wait :
        new String[] {
          "jdk.JavaMonitorEnter",
          "jdk.JavaMonitorWait",
          "jdk.ThreadPark",
          "jdk.ThreadSleep",
          "jdk.VirtualThreadPinned",
          "jdk.FileForce",
          "jdk.FileRead",
          "jdk.FileWrite",
          "jdk.SocketRead",
          "jdk.SocketWrite"
        }) {
      sampled(settings, wait, "threshold", "10 us");
    }
    // Throttled by default from JDK 25 on, which makes every sum over these events meaningless.
    for (String io : new String[] {"FileRead", "FileWrite", "SocketRead", "SocketWrite"}) {
      settings.put("jdk." + io + "#throttle", "off");
    }
    plain(settings, "jdk.GarbageCollection");
    plain(settings, "jdk.GCPhasePause");
    plain(settings, "jdk.ActiveSetting");
    plain(settings, "jdk.DataLoss");
    plain(settings, MeasuredEvent.NAME);
    return Collections.unmodifiableMap(settings);
  }

  private static void sampled(
      Map<String, String> settings, String event, String control, String value) {
    settings.put(event + "#enabled", "true");
    settings.put(event + "#stackTrace", "true");
    settings.put(event + "#" + control, value);
  }

  private static void plain(Map<String, String> settings, String event) {
    settings.put(event + "#enabled", "true");
    settings.put(event + "#threshold", "0 ms");
  }
}

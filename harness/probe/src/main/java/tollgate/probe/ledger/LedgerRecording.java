package tollgate.probe.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;

/** The fork's flight recording: our settings, our file. */
final class LedgerRecording {

  /** Below 10 µs a wait is not worth an event: causes move by no more than a point. */
  static final long THRESHOLD_NANOS = 10_000;

  /** Waits of the thread itself, with the stacks that tell a pool from a queue. */
  static final List<String> TIMED =
      List.of(
          "jdk.ThreadPark",
          "jdk.JavaMonitorEnter",
          "jdk.JavaMonitorWait",
          "jdk.ThreadSleep",
          "jdk.SocketRead",
          "jdk.SocketWrite");

  private static final List<String> UNTIMED =
      List.of(
          "jdk.SafepointBegin",
          "jdk.SafepointEnd",
          "jdk.ExecuteVMOperation",
          "jdk.GarbageCollection",
          "jdk.AllocationRequiringGC",
          "jdk.ZAllocationStall",
          "jdk.VirtualThreadStart",
          "jdk.ActiveSetting",
          "jdk.DataLoss",
          WorkerSnapshot.NAME,
          HostSnapshot.NAME,
          LedgerNote.NAME);

  private final Recording recording = new Recording();

  /** Starts to record into {@code file}. */
  void start(Path file) throws IOException {
    recording.setName("tollgate-ledger");
    recording.setSettings(settings());
    recording.setToDisk(true);
    recording.setDestination(file);
    recording.start();
  }

  /** Ends and writes the file. */
  void stop() {
    recording.stop();
    recording.close();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String event : TIMED) {
      settings.put(event + "#enabled", "true");
      settings.put(event + "#stackTrace", "true");
      settings.put(event + "#threshold", THRESHOLD_NANOS + " ns");
      // JDK 25 throttles socket events by default, which makes their sums meaningless.
      settings.put(event + "#throttle", "off");
    }
    for (String event : UNTIMED) {
      settings.put(event + "#enabled", "true");
      settings.put(event + "#stackTrace", "false");
      settings.put(event + "#threshold", "0 ns");
    }
    return settings;
  }
}
